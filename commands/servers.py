"""The PostgreSQL and Redis servers that tests and benchmarks stand on: found, asked for, and left as they were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from commands.paths import SetupError

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379/0"
HOW_TO_HAVE_POSTGRES = """The PostgreSQL tests need a server. Start one on 127.0.0.1:5432 (Debian: apt install postgresql),
or name one: \
REDRESS_TEST_DATABASE_URL=postgresql+psycopg://user:password@host:5432/database ./redress test"""
HOW_TO_HAVE_REDIS = """The tests of several API processes need a Redis. Start one on 127.0.0.1:6379
(Debian: apt install redis-server), or name one: REDRESS_TEST_REDIS_URL=redis://host:6379/0 ./redress test"""


def postgres_address() -> str:
    """The server to make databases on. Raises SetupError saying what to do where there is none."""
    address = os.environ.get("REDRESS_TEST_DATABASE_URL") or POSTGRES
    if not answers(address):
        raise SetupError(HOW_TO_HAVE_POSTGRES)
    return address


def redis_address() -> str:
    """The Redis to lock in. Raises SetupError saying what to do where there is none."""
    import redis

    address = os.environ.get("REDRESS_TEST_REDIS_URL") or REDIS
    client = redis.Redis.from_url(address, socket_connect_timeout=5)
    try:
        client.ping()
    except redis.RedisError:
        raise SetupError(HOW_TO_HAVE_REDIS) from None
    finally:
        client.close()
    return address


def answers(address: str) -> bool:
    """Is there a PostgreSQL server at this address that lets us in?"""
    import psycopg

    try:
        psycopg.connect(address.replace("+psycopg", ""), connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True


@contextmanager
def scratch_database(prefix: str = "redress_test", *, is_hasty: bool = False) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database, removed afterwards. Raises SetupError where there is no server.

    A hasty one answers before what it was told is on the disk: right for tests of all but speed, since nobody pulls the plug.
    """
    import psycopg

    address = postgres_address()
    name = f"{prefix}_{uuid4().hex[:12]}"
    server, _, _ = address.rpartition("/")
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        if is_hasty:
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

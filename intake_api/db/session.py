"""Sessions for routes: `session: ReadSession` or `session: WriteSession` in a route's signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session, sessionmaker

from intake_api.db.base import start_writing


def session_maker(request: Request) -> sessionmaker[Session]:
    """The application's session factory, for routes that manage their own transactions."""
    factory: sessionmaker[Session] = request.app.state.sessions
    return factory


def _reading(request: Request) -> Iterator[Session]:
    with session_maker(request)() as session:
        yield session


def _writing(request: Request) -> Iterator[Session]:
    with session_maker(request)() as session:
        start_writing(session)
        yield session


ReadSession = Annotated[Session, Depends(_reading)]
WriteSession = Annotated[Session, Depends(_writing)]  # holds SQLite's write lock: commit soon, call nobody in between


async def _maker(request: Request) -> sessionmaker[Session]:
    return session_maker(request)


SessionMaker = Annotated["sessionmaker[Session]", Depends(_maker)]

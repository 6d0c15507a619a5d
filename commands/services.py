"""The processes of a running system: the API, the action server, Rasa and the outbox worker."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from commands.paths import BOT_PYTHON, PYTHON, ROOT
from commands.process import Service, own_environment

HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    """Can we listen on this port of this machine?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Ports:
    """Where each door of the system listens, on the loopback address only."""

    api: int = field(default_factory=free_port)
    actions: int = field(default_factory=free_port)
    rasa: int = field(default_factory=free_port)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the processes show each other. Each holds only those it needs; Rasa never holds the API's."""

    rasa_token: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    api_token: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    secret_key: str = field(default_factory=lambda: token_urlsafe(48), repr=False)


def api_environment(*, database_url: str, ports: Ports, secrets: Secrets, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of everything that holds the case database: the API, its worker and its migrations."""
    return own_environment(
        REDRESS_DATABASE_URL=database_url,
        REDRESS_RASA_URL=f"http://{HOST}:{ports.rasa}",
        REDRESS_RASA_TOKEN=secrets.rasa_token,
        REDRESS_API_TOKEN=secrets.api_token,
        REDRESS_SECRET_KEY=secrets.secret_key,
        **{"REDRESS_PUBLIC_URL": f"http://{HOST}:{ports.api}", **settings},
    )


def rasa_environment(secrets: Secrets, *, actions_port: int = 5055) -> dict[str, str]:
    """The closed cell's environment: one token, no telemetry, no address of the case database."""
    return own_environment(
        REDRESS_RASA_TOKEN=secrets.rasa_token,
        REDRESS_ACTIONS_PORT=str(actions_port),  # endpoints.yml fills it in
        RASA_TELEMETRY_ENABLED="false",
        TF_CPP_MIN_LOG_LEVEL="3",
        CUDA_VISIBLE_DEVICES="-1",
        OMP_NUM_THREADS="1",  # small matrices: more threads only get in each other's way
        PYTHONWARNINGS="ignore",  # its packages are frozen; their warnings would bury ours
        PYTHONPATH=str(ROOT),
    )


def api_service(env: Mapping[str, str], port: int) -> Service:
    """The API with its chat gateway, guided form and staff pages. Ready as soon as it answers, even without Rasa."""
    command = (str(PYTHON), "-m", "uvicorn", "intake_api.app:create_app", "--factory", "--host", HOST, "--port", str(port),
               "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5")  # fmt: skip
    return Service("api", command, env, f"http://{HOST}:{port}/_status")


def worker_service(env: Mapping[str, str]) -> Service:
    """Delivers the outbox."""
    return Service("worker", (str(PYTHON), "-m", "intake_api.outbox"), env)


def actions_service(*, ports: Ports, secrets: Secrets) -> Service:
    """The Rasa action server. It may call the API with the service token."""
    env = own_environment(
        REDRESS_ACTIONS_PORT=str(ports.actions),
        REDRESS_API_URL=f"http://{HOST}:{ports.api}",
        REDRESS_API_TOKEN=secrets.api_token,
        RASA_TELEMETRY_ENABLED="false",
    )
    return Service("actions", (str(PYTHON), "-m", "actions"), env, f"http://{HOST}:{ports.actions}/health")


def rasa_service(*, ports: Ports, secrets: Secrets, model: Path) -> Service:
    """The Rasa server with the trained model. Ready once the model is loaded."""
    command = (str(BOT_PYTHON), "-m", "rasa", "run", "--model", str(model), "--endpoints", "endpoints.yml",
               "--credentials", "credentials.yml", "--port", str(ports.rasa), "--interface", HOST)  # fmt: skip
    env = rasa_environment(secrets, actions_port=ports.actions)
    return Service("rasa", command, env, f"http://{HOST}:{ports.rasa}/webhooks/web/health")

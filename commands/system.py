"""A whole running Redress: the API, its worker, the action server and Rasa, joined by ports and secrets of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType

from commands import services
from commands.paths import LOGS, SetupError, say
from commands.process import Service
from commands.services import HOST, Ports, Secrets
from commands.supervisor import Supervisor

EVERYTHING = ("api", "worker", "actions", "rasa")


class System(Supervisor):
    """Redress on one machine: `with System(database_url=...) as system: system.wait_ready()`, then talk to system.url."""

    def __init__(
        self, *, database_url: str, model: Path | None = None, ports: Ports | None = None, secrets: Secrets | None = None,
        settings: Mapping[str, str] | None = None, log_dir: Path = LOGS, announce: Callable[[str], None] = say,
        parts: Iterable[str] = EVERYTHING,
    ) -> None:  # fmt: skip
        """`model` is needed for part 'rasa'; `settings` are further REDRESS_ variables for the API and the worker."""
        self.ports, self.secrets, self.database_url = ports or Ports(), secrets or Secrets(), database_url
        self.url = f"http://{HOST}:{self.ports.api}"
        self.rasa_url, self.actions_url = f"http://{HOST}:{self.ports.rasa}", f"http://{HOST}:{self.ports.actions}"
        self.env = services.api_environment(
            database_url=database_url, ports=self.ports, secrets=self.secrets, settings=settings or {}
        )
        super().__init__([self._service(part, model) for part in parts], log_dir=log_dir, announce=announce)

    def _service(self, part: str, model: Path | None) -> Service:
        if part == "api":
            return services.api_service(self.env, self.ports.api)
        if part == "worker":
            return services.worker_service(self.env)
        if part == "actions":
            return services.actions_service(ports=self.ports, secrets=self.secrets)
        if model is None:
            raise SetupError("Rasa needs a trained model. ./redress up trains it; in code, commands.setup.trained_model() does.")
        return services.rasa_service(ports=self.ports, secrets=self.secrets, model=model)

    def migrate(self) -> None:
        """Brings the database to the newest shape. Raises SetupError saying why when it cannot."""
        from commands.database import migrated

        migrated(self.database_url)

    def __enter__(self) -> System:
        try:
            self.migrate()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

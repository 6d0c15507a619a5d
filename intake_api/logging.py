"""Logs: JSON lines on standard error, with the request's identifier, and never with what a person wrote.

No bodies, query strings, names, values of variables or messages of exceptions are ever logged: an exception leaves
its type and the places it passed through.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from intake_api.settings import ROOT

_QUIET = ("httpx", "httpx2", "httpcore", "urllib3", "sqlalchemy", "alembic", "multipart", "python_multipart", "asyncio", "spacy")
_HANDLER = "redress-json"


def get_logger(name: str) -> Any:
    """A structured logger: `log.info("case_received", status=201)`. Events are snake_case; values hold no personal data."""
    return structlog.stdlib.get_logger(name)


def configure(level: int = logging.INFO) -> None:
    """Sends every log of this process, ours and libraries', to standard error as JSON lines. Idempotent."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _without_exception_text,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    _install(formatter, level)


class _StandardError(logging.StreamHandler[Any]):
    """Writes to whatever standard error is now, not to what it was when logging was set up."""

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, _value: Any) -> None:
        pass


def _install(formatter: logging.Formatter, level: int) -> None:
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if handler.get_name() != _HANDLER]
    handler = _StandardError()
    handler.set_name(_HANDLER)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # it would log query strings


def _without_exception_text(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    found = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = describe(error)
    return event


def describe(error: BaseException, deepest: int = 8) -> dict[str, Any]:
    """An exception without its message (which may carry what a person wrote): type, and where it passed, deepest last."""
    return {"type": f"{type(error).__module__}.{type(error).__qualname__}", "where": _places(error.__traceback__)[-deepest:]}


def _places(step: TracebackType | None) -> list[str]:
    places = []
    while step is not None:
        code = step.tb_frame.f_code
        path = Path(code.co_filename)
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
        places.append(f"{shown}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return places

"""Keeps what people say out of Rasa's logs.

Rasa writes messages, slots and replies of the action server into its log: as debug lines, in warnings, in the
representation of errors, and through tracebacks. The cell therefore logs that something happened, never what was said.
"""

from __future__ import annotations

import logging
import warnings
from typing import Any

import structlog

KEPT_IN_STRUCTLOG = {"event", "level", "timestamp"}
OURS = "redress"
STARTING = ("rasa.core.run", "rasa.core.processor", "rasa.engine", "root", "sanic.root")


class NoWords(logging.Filter):
    """Lets our own records and Rasa's fixed start-up lines through; of any other keeps where it came from, and its kind."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keeps the record; takes its words and its traceback unless they are known to be harmless."""
        if record.name.split(".")[0] == OURS or _is_start_up(record):
            return True
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.msg = f"{record.levelname.lower()} at {record.module}:{record.lineno} {kind}".strip()
        record.args, record.exc_info, record.exc_text, record.stack_info = (), None, None, None
        return True


def apply() -> None:
    """Puts the filter on every handler there is or will be, and bares structlog's events of their values."""
    original = logging.Handler.handle
    if getattr(original, "is_quiet", False):
        return
    quiet = NoWords()

    def handle(self: logging.Handler, record: logging.LogRecord) -> bool:
        quiet.filter(record)
        return original(self, record)

    handle.is_quiet = True  # type: ignore[attr-defined]
    logging.Handler.handle = handle  # type: ignore[method-assign]
    _bare_structlog()
    warnings.showwarning = _show_where


def _show_where(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
    """Rasa warns about what it cannot parse, and quotes it."""
    logging.getLogger(OURS).debug("%s at %s:%s", getattr(category, "__name__", "Warning"), filename.rsplit("/", 1)[-1], lineno)


def _is_start_up(record: logging.LogRecord) -> bool:
    return record.levelno == logging.INFO and record.name in STARTING and record.exc_info is None


def _bare_structlog() -> None:
    processors = list(structlog.get_config()["processors"])
    if not any(getattr(row, "__name__", "") == "only_the_event" for row in processors):
        structlog.configure(processors=[only_the_event, *processors], cache_logger_on_first_use=False)


def only_the_event(logger: Any, method: str, event: Any) -> Any:
    """A structlog processor: 'processor.message.parse' stays, the parsed text goes."""
    return {key: value for key, value in event.items() if key in KEPT_IN_STRUCTLOG}

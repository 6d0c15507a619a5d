"""Where things stand in this folder, and how we speak to the person at the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
TOOLS = VAR / "tools"
MODELS = ROOT / "models"
BOT = ROOT / "bot"
WEB = ROOT / "web"
PYTHON = ROOT / ".venv" / "bin" / "python"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"


class SetupError(Exception):
    """Something this machine lacks. The message says what happened and what to do; no traceback is shown."""


def say(line: str) -> None:
    """One line of progress on standard error."""
    print(line, file=sys.stderr, flush=True)

"""`./redress test`: every check and every test. All run; any failure ends non-zero; pytest's own closing line comes last."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import typer

from commands.paths import PYTHON, ROOT, SetupError, say

SLOWEST = ("--durations", "25", "--durations-min", "5")  # seconds; what to look at when the whole takes too long
TWO_AT_ONCE = ("-n", "2", "--dist", "loadscope")  # who goes with whom is said in tests/conftest.py

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Every check and every test; with arguments, only pytest with those arguments."""
    if context.args:
        raise typer.Exit(_run([str(PYTHON), "-m", "pytest", *context.args]))
    failed = [name for name, check in CHECKS if not _passes(name, check)]
    if failed:
        say(f"\nFailed so far: {', '.join(failed)}. The tests follow.")
    say("\n-- Tests")
    status = _run([str(PYTHON), "-m", "pytest", "-q", "--ignore=tests/bot", *TWO_AT_ONCE, *SLOWEST])
    raise typer.Exit(status or bool(failed))


def _passes(name: str, check: Callable[[], bool]) -> bool:
    say(f"\n-- {name}")
    try:
        return check()
    except SetupError as problem:
        say(str(problem))
        return False


def _lint() -> bool:
    return _run([str(PYTHON), "-m", "ruff", "check", "."]) == 0


def _types() -> bool:
    return _run([str(PYTHON), "-m", "mypy"]) == 0


def _contracts() -> bool:
    return _run([str(PYTHON.parent / "lint-imports"), "--no-cache"]) == 0


def _web() -> bool:
    from commands.setup import web_build

    return web_build().is_dir()


def _model() -> bool:
    from commands.setup import narrative_model, trained_model

    say(f"The models are {trained_model().name} and {narrative_model().name}.")
    return True


def _bot() -> bool:
    from commands.services import Secrets, rasa_environment
    from commands.setup import bot_environment

    if not any((ROOT / "tests" / "bot").rglob("test_*.py")):
        say("There are none yet.")
        return True
    command = [str(bot_environment()), "-m", "pytest", "-q", "-c", "bot/pytest.ini", "--rootdir", ".", "tests/bot"]
    return subprocess.run(command, cwd=ROOT, env=rasa_environment(Secrets()), check=False).returncode == 0


def _tools() -> bool:
    """Says what the tests found to stand on; a missing browser, database or Redis fails, and says how to have one."""
    from commands.chromium import find_chromium
    from commands.servers import postgres_address, redis_address

    say(f"Browser: {find_chromium()}")
    postgres_address()
    redis_address()
    say("Databases: SQLite and PostgreSQL. Queue: Redis")
    return True


def _run(command: list[str]) -> int:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def _coverage() -> bool:
    from commands.coverage import proving_tests, summary, table, troubles

    proved = proving_tests()
    say(table(summary(proved)).partition("\n\n")[0])
    found = troubles(proved)
    for line in found:
        say(line)
    return not found


CHECKS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("Lint (ruff)", _lint),
    ("Types (mypy)", _types),
    ("Import contracts", _contracts),
    ("Web files and their types (npm)", _web),
    ("The models", _model),
    ("Tests of the bot (Python 3.10)", _bot),
    ("The catalogue's rows", _coverage),
    ("What the tests stand on", _tools),
)

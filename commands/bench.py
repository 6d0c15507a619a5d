"""`./redress bench`: the benchmarks, each against its baseline in the same run."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import bench_rules
from commands.measure import Row, median_ms, percentile, resident_mib, row, table
from commands.paths import LOGS, PYTHON, ROOT, say

if TYPE_CHECKING:
    from commands.system import System

TODAY = date(2026, 1, 5)


def bench(
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table")] = False,
    full: Annotated[bool, typer.Option(help="Also the installation from an empty cache (slow, fetches everything)")] = False,
    turns: Annotated[int, typer.Option(help="Chat turns to measure", min=20)] = 200,
) -> None:
    """The benchmarks, each against its baseline in the same run. Close other programs first."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as folder:
        here = Path(folder)
        rows += bench_rules.one_determination()
        rows += bench_rules.many_records()
        rows += reading()
        if full:
            rows += installation(here)
        rows += assistant(here, turns=turns)
    typer.echo(json.dumps([found.as_dict() for found in rows], indent=2) if as_json else table(rows))


def reading() -> list[Row]:
    """Reading a story of eighty words, and building the reader."""
    from commands.sample import EIGHTY_WORDS
    from commands.understand import the_reader

    began = time.perf_counter()
    reader = the_reader()
    building = time.perf_counter() - began
    return [
        row("narrative, 80 words, median", median_ms(lambda: reader.read(EIGHTY_WORDS, today=TODAY), times=50), "ms"),
        row("narrative, building the reader", building * 1000, "ms"),
    ]


def installation(here: Path) -> list[Row]:
    """Both environments from their lock files, with an empty cache, into folders thrown away."""
    from commands.paths import BOT
    from commands.progress import run_step
    from commands.setup import bot_sync_command
    from commands.tools import find_python, find_uv

    uv, cache = find_uv(), here / "uv-cache"
    root_sync = [uv, "sync", "--frozen", "--compile-bytecode", "--no-python-downloads", "--python", str(PYTHON.resolve())]
    rows = []
    for name, command, cwd in (
        ("root", root_sync, ROOT),
        ("assistant", bot_sync_command(uv, find_python("3.10")), BOT),
    ):
        env = {**os.environ, "UV_CACHE_DIR": str(cache), "UV_PROJECT_ENVIRONMENT": str(here / f"{name}-env")}
        env.pop("VIRTUAL_ENV", None)
        seconds = run_step(f"Installing the {name} environment afresh", command, log="bench-install", cwd=cwd, env=env)
        rows.append(row(f"install {name} environment, empty cache", seconds, "s"))
        shutil.rmtree(here / f"{name}-env", ignore_errors=True)
    return rows


def assistant(here: Path, *, turns: int) -> list[Row]:
    """Training, start, memory and turns, next to an untouched `rasa init` assistant."""
    from commands.baseline import untouched_assistant
    from commands.setup import bot_environment, trained_model, web_build

    python, model = bot_environment(), trained_model()
    web_build()
    training = fresh_training(python, here)
    starter = here / "starter"
    starter.mkdir()
    with untouched_assistant(python, starter) as other:
        other_ms = other.talk(turns)
        other_memory = resident_mib(other.supervisor.pid("baseline") or 0)
    cold, memory, ours_ms, questions = _own_system(model, here, turns)
    rows = [
        row("model training", training, "s", baseline=other.training, at_most=180),
        row("cold start to first reply", cold, "s", baseline=other.cold_start),
        *(
            row(f"memory of {name}", mib, "MiB", baseline=other_memory if name == "rasa" else None)
            for name, mib in memory.items()
        ),
    ]
    for share in (0.5, 0.95):
        name = f"chat turn through the gateway, p{share * 100:.0f}"
        rows.append(row(name, percentile(ours_ms, share), "ms", baseline=percentile(other_ms, share)))
    return rows + questions


def fresh_training(python: Path, here: Path) -> float:
    """Seconds to train from nothing: no cache of earlier trainings."""
    from commands.progress import run_step
    from commands.services import Secrets, rasa_environment
    from commands.setup import model_path, train_command

    env = {**rasa_environment(Secrets()), "RASA_CACHE_DIRECTORY": str(here / "rasa-cache")}
    command = train_command(python, here / "models", model_path())
    return run_step("Training the assistant afresh", command, log="bench-train", env=env)


def _own_system(model: Path, here: Path, turns: int) -> tuple[float, dict[str, float], list[float], list[Row]]:
    from commands.system import EVERYTHING, System

    began = time.monotonic()
    with System(database_url=f"sqlite:///{here / 'bench.db'}", model=model, log_dir=LOGS / "bench") as system:
        system.wait_ready(deadline=240)
        talk_once(system, limit=0)
        cold = time.monotonic() - began
        times: list[float] = []
        while len(times) < turns:
            times += talk_once(system, limit=turns - len(times))
        memory = {name: resident_mib(system.pid(name) or 0) for name in EVERYTHING}
        return cold, memory, times, bench_rules.questions(system, system.secrets.api_token)


def talk_once(system: System, *, limit: int) -> list[float]:
    """Milliseconds of each turn of one whole talk by the sample person, at most `limit` turns after the greeting."""
    import httpx

    from commands.sample import answer_for

    times: list[float] = []
    with httpx.Client(base_url=system.url, timeout=60, trust_env=False) as client:
        reply = client.post("/v1/conversations", json={"channel": "web"}).raise_for_status().json()
        path = f"/v1/conversations/{reply['id']}/messages"
        client.headers["Authorization"] = f"Bearer {reply['token']}"
        while len(times) < limit and not reply["reference"] and reply["asked"]:
            body: dict[str, Any] = {"message_id": f"bench-{len(times)}", **answer_for(reply["asked"], _offered(reply))}
            began = time.perf_counter()
            reply = client.post(path, json=body).raise_for_status().json()
            times.append((time.perf_counter() - began) * 1000)
    say(f"A talk of {len(times)} turns{' to its reference' if reply['reference'] else ''}")
    return times


def _offered(reply: dict[str, Any]) -> list[tuple[str, str]]:
    return [(button["title"], button["payload"]) for message in reply["messages"] for button in message.get("buttons", ())]

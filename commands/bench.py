"""`./redress bench`: the benchmarks, each against its baseline in the same run."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands import bench_queue, bench_rules
from commands.baseline import Baseline, untouched_assistant
from commands.measure import Row, median_ms, resident_mib, row, table
from commands.paths import LOGS, PYTHON, ROOT, say
from commands.servers import postgres_address, redis_address
from commands.system import EVERYTHING, System

TODAY = date(2026, 1, 5)
BUSY = 0.5  # load average


def bench(
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table")] = False,
    full: Annotated[bool, typer.Option(help="Also the installation from an empty cache (slow, fetches everything)")] = False,
    turns: Annotated[int, typer.Option(help="Chat turns to measure", min=20)] = 200,
    queue: Annotated[int, typer.Option(help="Cases in the queue that is measured", min=1000)] = 1_000_000,
    only_queue: Annotated[bool, typer.Option("--only-queue", help="Nothing but the queue")] = False,
) -> None:
    """The benchmarks, each against its baseline in the same run. Close other programs first."""
    postgres_address()  # better missed now than after minutes
    if not only_queue:
        redis_address()
    rows: list[Row] = []
    others = os.getloadavg()[0]
    if others > BUSY:
        say(f"Other programs keep this machine busy (load {others:.1f}): expect worse figures than it could give.")
    with tempfile.TemporaryDirectory(prefix="redress-bench-") as folder:
        here = Path(folder)
        if not only_queue:
            rows += bench_rules.one_determination()
            rows += bench_rules.many_records()
            if full:
                rows += installation(here)
            rows += assistant(here, turns=turns)
        rows += bench_queue.rows(here, cases=queue)
    typer.echo(json.dumps([found.as_dict() for found in rows], indent=2) if as_json else table(rows))


def reading(other: Baseline) -> list[Row]:
    """Reading a story of eighty words, beside a turn of the starter with the same words; and building the reader."""
    from commands.sample import EIGHTY_WORDS
    from commands.understand import the_reader

    began = time.perf_counter()
    reader = the_reader()
    building = time.perf_counter() - began
    read = median_ms(lambda: reader.read(EIGHTY_WORDS, today=TODAY), times=50)
    heard = statistics.median(ms for _ in range(5) for ms in other.talk(10, [EIGHTY_WORDS]))
    return [
        row("narrative, 80 words, median (baseline: the starter's turn with them)", read, "ms", baseline=heard, at_most=5),
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
    """Training, start, memory and turns, next to an untouched `rasa init` assistant that runs beside ours."""
    from commands import bench_turns, bench_web
    from commands.demo import host_website
    from commands.services import free_port
    from commands.setup import bot_environment, trained_model, web_build

    python, model = bot_environment(), trained_model()
    web_build()
    rows = []
    training = fresh_training(python, here)
    starter = here / "starter"
    starter.mkdir()
    with untouched_assistant(python, starter) as other:
        rows += reading(other)
        rows.append(row("model training", training, "s", baseline=other.training, at_most=180))
        port = free_port()
        settings = {"REDRESS_EMBED_ORIGINS": f"http://localhost:{port}"}
        ours = System(database_url=f"sqlite:///{here / 'bench.db'}", model=model, settings=settings, log_dir=LOGS / "bench")
        with started(ours) as cold, host_website(ours.url, port=port) as host:
            name = "cold start of Rasa to first reply"
            rows.append(row(name, cold, "s", baseline=other.cold_start, at_most=12, ratio_at_most=0.5))
            rows += bench_turns.plain(ours, other, turns)
            rows += bench_turns.growth(ours, other)
            questions = bench_rules.questions(ours, ours.secrets.api_token)
            rows += bench_web.rows(ours, host)
            rows += memory(ours, other)
        rows += bench_turns.at_once(other, model)
    return rows + questions


def memory(ours: System, other: Baseline) -> list[Row]:
    """Resident memory of every process of ours after all those turns, that of Rasa beside the starter's."""
    sizes = {name: resident_mib(ours.pid(name) or 0) for name in EVERYTHING}
    stock = resident_mib(other.supervisor.pid("baseline") or 0)
    rasa = row("memory of rasa", sizes.pop("rasa"), "MiB", baseline=stock, at_most=600)
    return [*(row(f"memory of {name}", mib, "MiB") for name, mib in sizes.items()), rasa]


@contextmanager
def started(system: System) -> Iterator[float]:
    """Starts our system; gives the seconds that Rasa took from its start to its first reply, the other processes being up."""
    from commands.bench_turns import talk_once

    try:
        system.migrate()
        before = [name for name in EVERYTHING if name != "rasa"]
        system.start(before)
        system.wait_ready(before)
        began = time.monotonic()
        system.start(["rasa"])
        system.wait_ready(["rasa"], deadline=240)
        talk_once(system, limit=0)
        yield time.monotonic() - began
    finally:
        system.stop()


def fresh_training(python: Path, here: Path) -> float:
    """Seconds to train from nothing: no cache of earlier trainings."""
    from commands.progress import run_step
    from commands.services import Secrets, rasa_environment
    from commands.setup import model_path, train_command

    env = {**rasa_environment(Secrets()), "RASA_CACHE_DIRECTORY": str(here / "rasa-cache")}
    command = train_command(python, here / "models", model_path())
    return run_step("Training the assistant afresh", command, log="bench-train", env=env)

"""One pipeline: trained, asked, started, weighed. Every training and every start is a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.comparing.material import EXAMPLES, HANDS, ROOT, examples, held_out, marked, older, plain
from bot.comparing.scores import Answer, calibration_error, interval, macro_f1
from bot.comparing.telling import Told

SECONDS_TO_START = 180


def measure(config: Path, held_out_files: Sequence[Path], *, by_hand: bool) -> dict[str, Any]:
    """Every figure of the comparison for one pipeline. Takes minutes; DIET a quarter of an hour."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model, seconds = train(config, EXAMPLES, folder / "all")
        found: dict[str, Any] = {"training_s": round(seconds, 1)}
        known = {plain(text) for hand in HANDS for text, _ in examples(hand)}
        told = Told(model)
        for path in held_out_files:
            found[f"held_out_{path.stem}"] = held_out_scores(told, held_out(path), known)
        found["entities_f1"] = told.entity_f1(marked())
        found["parse_ms"] = told.latency()
        told.close()
        found |= start(model)
        if by_hand:
            found["by_hand"] = {hand: _without(hand, config, folder) for hand in HANDS}
        return found


def train(config: Path, data: Path, out: Path) -> tuple[Path, float]:
    """The trained model and the seconds it took, Rasa's own start included. Raises CalledProcessError."""
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", str(data), "--config", str(config), "--out", str(out)]
    begun = time.monotonic()
    command += ["--fixed-model-name", "model"]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)  # noqa: S603 - our own words
    return out / "model.tar.gz", time.monotonic() - begun


def held_out_scores(told: Told, rows: Sequence[tuple[str, str]], known: set[str]) -> dict[str, Any]:
    """All messages, and those that nobody wrote among the examples. Intents younger than the set count as their elders."""
    said = zip(rows, told.intents(rows), strict=True)
    answers = [Answer(meant, older(intent, meant), sure) for (_, meant), (intent, sure) in said]
    fresh = [answer for (text, _), answer in zip(rows, answers, strict=True) if plain(text) not in known]
    return {"all": summary(answers), "fresh": summary(fresh)}


def summary(answers: Sequence[Answer]) -> dict[str, Any]:
    """Macro F1 with its interval, accuracy, mean confidence and calibration error."""
    return {
        "messages": len(answers),
        "macro_f1": round(macro_f1(answers), 3),
        "interval": [round(end, 3) for end in interval(answers)],
        "accuracy": round(sum(row.meant == row.said for row in answers) / len(answers), 3),
        "confidence": round(sum(row.confidence for row in answers) / len(answers), 3),
        "calibration_error": calibration_error(answers),
    }


def start(model: Path) -> dict[str, Any]:
    """Seconds from launch until /status answers with the model loaded, and the memory held then, in MiB."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    # the stock door: ours wants its secrets
    (doors := model.with_name("credentials.yml")).write_text("rest:\n", encoding="utf-8")
    (nothing := model.with_name("endpoints.yml")).write_text("{}\n", encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(port),
               "--credentials", str(doors), "--endpoints", str(nothing)]  # fmt: skip
    begun = time.monotonic()
    running = subprocess.Popen(  # noqa: S603 - our own words
        [*command, "--model", str(model)], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.monotonic() - begun < SECONDS_TO_START:
            if _is_up(port):
                return {"start_s": round(time.monotonic() - begun, 1), "memory_mib": _memory(running.pid)}
            time.sleep(0.1)
        return {"start_s": None, "memory_mib": None}
    finally:
        running.kill()
        running.wait()


def environment() -> dict[str, str]:
    """As commands/services.py gives it to the cell."""
    wanted = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **wanted, "CUDA_VISIBLE_DEVICES": "-1", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}


def _without(hand: str, config: Path, folder: Path) -> dict[str, Any]:
    """Learnt from the other hands, asked what this hand wrote and they did not."""
    data = folder / f"without_{hand}"
    shutil.copytree(EXAMPLES, data, ignore=lambda _, names: [hand] if hand in names else [])
    model, _ = train(config, data, folder / hand)
    known = {plain(text) for other in HANDS if other != hand for text, _ in examples(other)}
    rows = [row for row in examples(hand) if plain(row[0]) not in known]
    told = Told(model)
    answers = [Answer(meant, said, sure) for (_, meant), (said, sure) in zip(rows, told.intents(rows), strict=True)]
    told.close()
    return summary(answers)


def _is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=2) as answer:
            return bool(json.loads(answer.read()).get("model_file"))
    except OSError:
        return False


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024

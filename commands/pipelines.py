"""The comparison of NLU pipelines: what was measured, and measuring it again (hours of training are not for every run)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commands.paths import BOT, BOT_PYTHON, ROOT

RESULTS = BOT / "comparing" / "results.json"
Measured = dict[str, dict[str, Any]]


def measured() -> Measured:
    """Pipeline to its figures, as kept in bot/comparing/results.json; empty when none was measured.

    Of each: training_s, start_s, memory_mib, load (the machine's), parse_ms {p50, p95}, entities_f1 {all, and each kind},
    held_out_NAME {all, fresh} and by_hand {hand}, the last three of {messages, macro_f1, interval, accuracy, confidence,
    calibration_error}. `fresh` leaves out what is also, word for word, among the examples.
    """
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


def measure(names: Sequence[str], *, held_out: Sequence[Path]) -> Measured:
    """Trains and measures these pipelines of bot/comparing/pipelines, one at a time, keeps the figures and returns all.

    Those with spaCy need an environment that has it: see bot/comparing/__main__.py. Raises CalledProcessError.
    """
    command = [str(BOT_PYTHON), "-m", "bot.comparing", "--held-out", *map(str, held_out), "--", *names]
    subprocess.run(command, cwd=ROOT, check=True)
    return measured()

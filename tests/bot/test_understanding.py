"""How well the trained model understands people it has not met. `-s` prints the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sklearn.metrics import f1_score

from tests.bot.conftest import ROOT, environment

HELD_OUT = ROOT / "tests" / "bot" / "heldout"


def parsed(model: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What bot.parse makes of these."""
    command = [sys.executable, "-m", "bot.parse", "--model", str(model)]
    text = "\n".join(json.dumps(row) for row in rows)
    done = subprocess.run(command, input=text, cwd=ROOT, env=environment(5055), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("name", "least"), [("blind", 0.88), ("development", 0.92)])
def test_strangers_are_understood(model: Path, name: str, least: float) -> None:
    rows = [(intent, text) for intent, texts in yaml.safe_load((HELD_OUT / f"{name}.yml").read_text()).items() for text in texts]
    found = [row["intent"]["name"] for row in parsed(model, [{"text": text} for _, text in rows])]
    f1 = f1_score([intent for intent, _ in rows], found, average="macro", labels=sorted({intent for intent, _ in rows}))
    print(f"\n{name}: macro F1 {f1:.3f} over {len(rows)}")
    assert f1 >= least


def test_the_open_question_is_taken_into_account(model: Path) -> None:
    rows = yaml.safe_load((HELD_OUT / "in_context.yml").read_text())
    found = parsed(model, [{"text": text, "context": asked} for asked, text, _ in rows])
    wrong = [
        (*row, answer["intent"]["name"]) for row, answer in zip(rows, found, strict=True) if answer["intent"]["name"] != row[2]
    ]
    print(f"\nin context: {len(rows) - len(wrong)} of {len(rows)}", *wrong, sep="\n")
    assert len(wrong) <= 0.1 * len(rows)


def test_a_story_is_never_taken_for_a_wish(model: Path) -> None:
    rows = [
        row for row in yaml.safe_load((HELD_OUT / "in_context.yml").read_text()) if row[0] == "story" and len(row[1].split()) > 12
    ]
    assert {row["intent"]["name"] for row in parsed(model, [{"text": text, "context": asked} for asked, text, _ in rows])} == {
        "provide_info"
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [("nope", "Line 1 is not JSON"), ('{"text": 3}', "text must be text"), ('{"text": "a", "context": 1}', "context")],
)
def test_a_bad_line_is_named(model: Path, line: str, said: str) -> None:
    command = [sys.executable, "-m", "bot.parse", "--model", str(model)]
    done = subprocess.run(command, input=line, cwd=ROOT, env=environment(5055), capture_output=True, text=True)
    assert done.returncode == 2
    assert said in done.stderr

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

from bot.comparing.material import bare, held_out, marked, older
from bot.comparing.scores import Answer, calibration_error, entity_f1
from tests.bot.conftest import ROOT, environment

HELD_OUT = ROOT / "tests" / "bot" / "heldout"


def parsed(model: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What bot.parse makes of these."""
    command = [sys.executable, "-m", "bot.parse", "--model", str(model)]
    text = "\n".join(json.dumps(row) for row in rows)
    done = subprocess.run(command, input=text, cwd=ROOT, env=environment(5055), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("name", "least"), [("blind", 0.91), ("development", 0.92)])
def test_strangers_are_understood(model: Path, name: str, least: float) -> None:
    rows = [(intent, text) for intent, texts in yaml.safe_load((HELD_OUT / f"{name}.yml").read_text()).items() for text in texts]
    said = [row["intent"]["name"] for row in parsed(model, [{"text": text} for _, text in rows])]
    found = [older(name, intent) for name, (intent, _) in zip(said, rows, strict=True)]
    f1 = f1_score([intent for intent, _ in rows], found, average="macro", labels=sorted({intent for intent, _ in rows}))
    print(f"\n{name}: macro F1 {f1:.3f} over {len(rows)}")
    assert f1 >= least


def test_confidence_is_near_what_is_right(model: Path) -> None:
    """Stories and the form rest on thresholds, so what is 80 % sure should be right four times of five."""
    rows = held_out(HELD_OUT / "blind.yml")
    said = [row["intent"] for row in parsed(model, [{"text": text} for text, _ in rows])]
    answers = [Answer(meant, older(row["name"], meant), row["confidence"]) for (_, meant), row in zip(rows, said, strict=True)]
    error = calibration_error(answers)
    print(f"\ncalibration error {error:.3f}")
    assert error <= 0.08


def test_names_dates_and_contact_details_are_found(model: Path) -> None:
    rows = marked()
    pairs = []
    for (text, meant), row in zip(rows, parsed(model, [{"text": text} for text, _ in rows]), strict=True):
        pairs.append((meant, {bare(text, (e["start"], e["end"], e["entity"])) for e in row["entities"]}))
    f1 = entity_f1(pairs)
    print(f"\nentities: F1 {f1:.3f} over {len(rows)}")
    assert f1 >= 0.82


def test_a_nickname_is_told_as_the_registers_organisation(model: Path) -> None:
    [row] = parsed(model, [{"text": "its the job centre and the Tax Credits lot"}])
    assert [(e["entity"], e["value"]) for e in row["entities"]] == [("organisation", "dwp"), ("organisation", "hmrc")]


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

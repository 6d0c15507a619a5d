"""Whole conversations with scripted people of many styles: how they end, what is captured, how much is asked."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from commands import playing
from commands.evaluating.held_out import FOLDER
from commands.evaluating.reading import Result
from commands.evaluating.scores import Interval, share
from commands.paths import ROOT, say

if TYPE_CHECKING:
    from commands.system import System


HELD_OUT = FOLDER / "people"
DEVELOPMENT = ROOT / "tests" / "development" / "people"


@dataclass(frozen=True, slots=True)
class Talked:
    """One person, how the talk went, and what went otherwise than they meant."""

    name: str
    questions: int
    turns: int
    facts: int
    wrong_facts: int
    wrong: tuple[str, ...]


def files(folder: Path = HELD_OUT) -> list[Path]:
    """The scripted people, in the format of tests/conversations/README.md."""
    return sorted(folder.glob("*.yml"))


def talk_with_everyone(system: System, folder: Path = HELD_OUT) -> list[Talked]:
    """Plays every person of a folder against a running system, one after the other."""
    found = []
    for number, path in enumerate(files(folder), start=1):
        intake = playing.read(path)
        played = playing.play(intake, system.url, system.secrets.api_token)
        wanted = intake.expect.get("facts", {})
        wrong_facts = sum(any(row.startswith(f"{fact} is ") for row in played.wrong) for fact in wanted)
        style = yaml.safe_load(path.read_text(encoding="utf-8")).get("style", "")
        name = f"{path.stem} ({style})" if style else path.stem
        found.append(Talked(name, len(played.asked), played.turns, len(wanted), wrong_facts, tuple(played.wrong)))
        if number % 10 == 0:
            say(f"{number} of {len(files(folder))} people have talked")
    return found


def results(talks: list[Talked]) -> list[Result]:
    """Who came through as meant, and how many facts were captured."""
    failed = [f"{talk.name}: {'; '.join(talk.wrong)}" for talk in talks if talk.wrong]
    of = sum(t.facts for t in talks)
    captured = of - sum(t.wrong_facts for t in talks)
    return [
        Result(
            "Conversations that went as the person meant", share(len(talks) - len(failed), len(talks)), len(talks), errors=failed
        ),
        Result("Facts captured as meant", share(captured, of), of),
    ]


def medians(talks: list[Talked]) -> dict[str, Interval]:
    """Questions and turns: median, fewest, most."""
    columns = (("Questions asked", [t.questions for t in talks]), ("Turns", [t.turns for t in talks]))
    return {title: Interval(statistics.median(values), min(values), max(values)) for title, values in columns}

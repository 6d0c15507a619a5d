"""Whole intakes against the running system, one readable file each (see README.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from commands import playing

if TYPE_CHECKING:
    from commands.system import System

TRANSCRIPTS = Path(__file__).resolve().parents[2] / "build" / "transcripts"


@pytest.fixture(scope="module")
def asked_by_outcome() -> Iterator[dict[str, list[int]]]:
    """How many questions each outcome took; printed at the end, so that a longer interview shows."""
    found: dict[str, list[int]] = defaultdict(list)
    yield found
    for outcome, counts in sorted(found.items()):
        print(f"\n{outcome}: median {median(counts):.0f} questions over {len(counts)} conversations", end="")


@pytest.mark.parametrize("path", playing.intakes(), ids=lambda path: path.stem)
def test_intake(path: Path, running_system: System, asked_by_outcome: dict[str, list[int]]) -> None:
    intake = playing.read(path)
    played = playing.play(intake, running_system.url, running_system.secrets.api_token)
    TRANSCRIPTS.mkdir(parents=True, exist_ok=True)
    (TRANSCRIPTS / f"{path.stem}.txt").write_text(f"{intake.name}\n\n{played.transcript}", encoding="utf-8")
    asked_by_outcome[str(intake.expect.get("outcome", "other"))].append(len(played.asked))
    assert not played.wrong, f"{intake.name}\n" + "\n".join(f"- {row}" for row in played.wrong) + f"\n\n{played.transcript}"

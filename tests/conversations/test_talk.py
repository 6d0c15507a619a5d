"""`./redress talk`: the shape it prints, and what it says when a line cannot be played."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands.paths import SetupError
from commands.talk import talk

if TYPE_CHECKING:
    from commands.system import System

LINES = """# somebody with a complaint about bins
> Yes, I agree
the council havent emptied our bins for 6 weeks and now theres rats
> Yes
"""


def test_talk_prints_both_sides_the_record_and_the_determination(running_system: System, tmp_path: Path) -> None:
    script = tmp_path / "bins.txt"
    script.write_text(LINES, encoding="utf-8")
    played = talk(script, running_system.url)
    assert set(played) == {"turns", "record", "determination", "reference"}
    assert [turn["said"] for turn in played["turns"]][1:3] == ["Yes, I agree", LINES.splitlines()[2]]
    assert [turn["asked"] for turn in played["turns"]] == ["consent_to_process", "story", "organisation", "wants_caseworker"]
    assert all(turn["ms"] > 0 and turn["replied"] for turn in played["turns"])
    assert played["determination"]["outcome"] == "out_of_jurisdiction"
    assert played["record"]["story"] == LINES.splitlines()[2]
    assert played["reference"] is None


def test_a_button_that_is_not_there_is_named_with_its_line(running_system: System, tmp_path: Path) -> None:
    script = tmp_path / "wrong.txt"
    script.write_text("# one\n> Perhaps\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"Line 2: .*Perhaps.*Yes, I agree"):
        talk(script, running_system.url)

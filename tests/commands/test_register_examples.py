"""data/nlu/register.yml says what the register says."""

from __future__ import annotations

from commands.paths import ROOT
from commands.register_examples import register_examples
from service_model.register_files import load_register, own_files


def written() -> str:
    return register_examples(load_register(own_files("phso")).bodies.values())


def test_the_assistants_names_are_those_of_the_register() -> None:
    kept = (ROOT / "data" / "nlu" / "register.yml").read_text(encoding="utf-8")
    assert kept == written(), "The register has changed. Run ./redress register examples"


def test_ordinary_words_are_no_names() -> None:
    lines = written().casefold().splitlines()
    assert "    - passport office" in lines
    for word in ("ago", "passport", "judge", "my mp", "council"):
        assert f"    - {word}" not in lines


def test_longer_names_come_first() -> None:
    names = written().split("- synonym:")[0].splitlines()[5:]
    assert [len(name) for name in names] == sorted((len(name) for name in names), reverse=True)

"""A rule that waits for a signal nobody sends would wait for ever."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from intake_api.rulebook.catalogue import files as catalogue_files
from intake_api.rulebook.catalogue import requirements
from service_model import PHSO
from service_model.risk.policy import RISK
from service_model.signals import SIGNAL_FLAGS

ROOT = Path(__file__).resolve().parents[2]
RISK_OF_HARM = {"self_harm_risk", "harm_to_others", "child_at_risk"}  # from the safety check itself


def read_from_words() -> set[str]:
    """The names of the signals that the reading of free text can give, as its data names them."""
    text = (ROOT / "narrative" / "data" / "signals.yaml").read_text(encoding="utf-8")
    return set(re.findall(r"name: (\w+)", text)) | RISK_OF_HARM | {"disability"}


def test_every_signal_that_an_authority_asks_by_can_be_read_from_words() -> None:
    assert PHSO.victims is not None
    asked = {
        *PHSO.remit.ask_when_signals, *PHSO.legal_remedy.ask_when_signals, *PHSO.legal_remedy.ask_outcome_when_signals,
        *PHSO.other_forum.ask_when_signals, *PHSO.joint_working.ask_when_signals, *PHSO.victims.ask_when_signals,
    }  # fmt: skip
    assert asked - read_from_words() == set()


def test_every_signal_that_becomes_a_flag_or_a_suggested_risk_can_be_read_from_words() -> None:
    suggested = {name for row in RISK.first_view.values() for name in row.signals}
    assert (set(SIGNAL_FLAGS) | suggested) - read_from_words() == set()


def test_every_signal_named_in_a_gate_can_be_read_from_words() -> None:
    named: set[str] = set()
    for path in (ROOT / "service_model" / "gates").glob("*.py"):
        named |= set(re.findall(r'"(\w+)" (?:not )?in case\.signals', path.read_text(encoding="utf-8")))
    assert len(named) >= 4
    assert named - read_from_words() == set()


ROWS: dict[str, list[str]] = yaml.safe_load((ROOT / "service_model" / "signal_rows.yaml").read_text(encoding="utf-8"))


def test_every_signal_that_is_read_is_tied_to_paragraphs_of_the_catalogue() -> None:
    read = read_from_words() - {"danger"}
    assert read - set(ROWS) == set()
    assert set(ROWS) - read == set()
    known = {re.sub(r"(?<=\d)[a-z]$", "", row.paragraph) for path in catalogue_files() for row in requirements(path)}
    assert {f"{name}: {cited}" for name, cites in ROWS.items() for cited in cites if cited not in known} == set()


def test_a_flag_cites_no_other_paragraphs_than_its_signal_is_tied_to() -> None:
    assert {name for name, flag in SIGNAL_FLAGS.items() if not set(flag.paragraphs) <= set(ROWS[name])} == set()

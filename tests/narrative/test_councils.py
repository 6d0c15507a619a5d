"""A council is called by its place; so is much else, and people."""

from __future__ import annotations

import pytest

from narrative import Name, build_reader
from narrative.reader import Reader
from service_model import PHSO
from tests.narrative.conftest import TODAY


@pytest.fixture(scope="module")
def real_reader() -> Reader:
    """With the register itself: the names of the nations' councils are in it."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


def blamed(reader: Reader, text: str) -> list[tuple[str, str | None]]:
    """The bodies complained about: name and identifier."""
    return [(o.name, o.id) for o in reader.read(text, today=TODAY).organisations if o.role == "complained_about"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My daughter has an EHCP and Suffolk have cancelled her taxi again.", "Suffolk Council"),
        ("Hackney SEND never answered one of my four emails.", "Hackney Council"),
        ("the bins were left for a month. bromley said our road was too narrow", "Bromley Council"),
        ("a parking fine for my own drive. lewisham.", "Lewisham Council"),
        ("Trafford's environmental health came once about the rats and never rang back.", "Trafford Council"),
        ("I complained to Calderdale about the pothole twice.", "Calderdale Council"),
        ("the bins again. nobody at Rossendale knows anything", "Rossendale Council"),
        ("Tower Hamlets placed us in one room with two babies and no fridge in the accommodation.", "Tower Hamlets Council"),
    ],
)
def test_a_place_that_does_what_councils_do_is_its_council(real_reader: Reader, text: str, name: str) -> None:
    assert (name, None) in blamed(real_reader, text)


def test_a_council_of_another_nation_is_the_one_of_the_register(real_reader: Reader) -> None:
    assert blamed(real_reader, "Falkirk have refused my housing points three times.") == [("Falkirk Council", "falkirk_council")]


@pytest.mark.parametrize(
    "text",
    [
        "We live in Kent and the DVLA lost my licence.",
        "Kent had his operation cancelled by the hospital and his consultant never rang.",
        "The jobcentre in Croydon said my claim was closed.",
        "Lincoln was cold and dark when the ambulance came at last.",
        "He was moved to Durham and the prison lost his property.",
        "Mr Bolton said nothing about the scan.",
        "The bailiff from Bolton was rude about my HMRC debt.",
        "I rang my sister in Leeds about the school and then HMRC.",
        "My school friend Bradford rang HMRC for me.",
        "NHS Norfolk and Suffolk said my son's school nurse would come and then nobody came.",
    ],
)
def test_a_place_or_a_person_is_no_council(real_reader: Reader, text: str) -> None:
    assert not [name for name, _ in blamed(real_reader, text) if name.endswith(" Council")]


def test_a_town_and_its_nick_are_a_prison(real_reader: Reader) -> None:
    found = real_reader.read("they moved my brother to lincoln nick and lost his tablets", today=TODAY).organisations
    assert [(o.name, o.kind) for o in found] == [("lincoln nick", "prison")]


def test_the_police_are_not_their_watchdog(real_reader: Reader) -> None:
    text = "The police broke our door at the wrong house. PIRC told me to go to the police first."
    assert {o.id for o in real_reader.read(text, today=TODAY).organisations} == {"police", "pirc_body"}

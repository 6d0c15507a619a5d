"""Names that no register holds, told by how they are brought in; and who is at fault when somebody else is the scene of it."""

from __future__ import annotations

import pytest

from narrative import Name, build_reader
from narrative.named_at_fault import named_at_fault
from narrative.reader import Reader
from narrative.words import words_of
from service_model import PHSO
from tests.narrative.conftest import TODAY


@pytest.fixture(scope="module")
def knowing() -> Reader:
    """A reader that knows the whole register."""
    return build_reader(Name(*row) for row in PHSO.register.spoken())


def _names(text: str) -> set[str]:
    return {found.name for found in named_at_fault(words_of(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My complaint is with Harbour Steps and nobody else.", "Harbour Steps"),
        ("She lives in a bungalow run by Kindly Futures.", "Kindly Futures"),
        ("I want Sunridge to apologise to my dad.", "Sunridge"),
        ("The cleaning went over to Brightmop in April.", "Brightmop"),
        ("A company called Tallow Green took the lot.", "Tallow Green"),
        ("It is all done by the drug service Fresh Horizons.", "Fresh Horizons"),
        ("Pathfinders, they're called now.", "Pathfinders"),
        ("Yes the others were fine, so it's Fenton Row I am writing about.", "Fenton Row"),
        ("Then MeterLink sent a man round.", "MeterLink"),
        ("Elm Rise say it was her own fault. She fell at Elm Rise twice.", "Elm Rise"),
        ("The council paid but it was Poppyfield that left her in wet sheets.", "Poppyfield"),
        ("Vantor want £300. I paid Vantor in May.", "Vantor"),
    ],
)
def test_a_name_brought_in_as_an_organisation_is_one(text: str, name: str) -> None:
    assert name in _names(text)


@pytest.mark.parametrize(
    "text",
    [
        "My complaint is about Mr Hollis and Nurse Adeyemi.",
        "I want Sarah to apologise, she knows what she did.",
        "My complaint is about Kevin. He shouted at me.",
        "McDonald put the phone down on me.",
        "we have had nothing. The problem is with me and I want them to pay.",
        "The doctors say it is nothing. Nurses have no time.",
        "I BLAME THE LOT OF THEM AND I WANT THEM TO PAY.",
        "Tuesday want me in again, Friday they said no.",
    ],
)
def test_people_days_and_plain_words_are_no_organisation(text: str) -> None:
    assert _names(text) == set()


def _blamed_first(reader: Reader, text: str) -> str | None:
    found = sorted(reader.read(text, today=TODAY).organisations, key=lambda o: (o.role != "complained_about", -o.confidence))
    return (found[0].id or found[0].name) if found and found[0].role == "complained_about" else None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("I was in Pinderfields with my leg in plaster when DVLA took my licence off me. The ward sister wrote to DVLA.", "dvla"),
        (
            "Ember Lane Surgery saw her six times and sent her home each time. I rang 111 and they got her into Pinderfields "
            "that night. Ember Lane say it was indigestion.",
            "Ember Lane Surgery",
        ),
        ("I parked at Pinderfields to see my dad. ParkSure sent me a charge of eighty pounds and will not listen.", "ParkSure"),
        ("Stourbridge Council lost my file twice. The MP wrote to them and heard nothing.", "Stourbridge Council"),
        ("Lewisham and Greenwich sent my mum home from the ward with somebody else's tablets.", "lewisham"),
        ("Leeds Council have never answered me about the damp.", "leeds_city_council"),
        ("I gave the PHSO everything. Nobody at the PHSO read it and they closed my case.", "phso"),
        ("I sat in Stepping Hill A&E for fourteen hours with my son.", "stockport"),
    ],
)
def test_who_is_at_fault_is_not_the_scene_nor_who_was_asked(knowing: Reader, text: str, body: str) -> None:
    assert _blamed_first(knowing, text) == body


def test_a_prison_called_by_its_town_is_not_the_towns_hospital(knowing: Reader) -> None:
    found = knowing.read("I came to HMP Stocken from Lincoln and Lincoln kept my photos on the wing.", today=TODAY).organisations
    assert "ulht" not in {one.id for one in found}


def test_a_town_where_somebody_was_seen_is_not_its_hospital(knowing: Reader) -> None:
    found = knowing.read("The crown fell off so I saw a man in Ludlow and he put it back.", today=TODAY).organisations
    assert "shropshire_community" not in {one.id for one in found}

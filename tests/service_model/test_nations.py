"""Scotland, Wales and Northern Ireland: who is sent to which ombudsman."""

from __future__ import annotations

import pytest

from service_model import PHSO

LOOK = PHSO.register.look


@pytest.mark.parametrize(
    ("said", "signpost"),
    [
        ("Fife Council", "spso"), ("Edinburgh City Council", "spso"), ("the Western Isles Council", "spso"),
        ("Scottish Water", "spso"),
        ("Gwynedd Council", "psow"), ("RCT council", "psow"), ("City and County of Swansea Council", "psow"),
        ("Derry Council", "nipso"), ("Newry, Mourne and Down District Council", "nipso"),
        ("Police Scotland", "pirc"), ("PSNI", "police_ombudsman_ni"),
        ("Kent County Council", "lgsco"), ("Newcastle City Council", "lgsco"), ("West Midlands Police", "iopc"),
    ],
)  # fmt: skip
def test_each_nation_has_an_ombudsman_of_its_own(said: str, signpost: str) -> None:
    found = LOOK(said)
    meant = found.signpost or (PHSO.register.kinds[found.kind].signpost if found.kind else None)
    assert meant == signpost
    assert signpost in PHSO.signposts


def test_all_councils_of_the_three_nations_are_there() -> None:
    councils = [b for b in PHSO.register.bodies.values() if b.signpost in ("spso", "psow", "nipso") and "ouncil" in b.name]
    assert len(councils) + 2 == 32 + 22 + 11  # Comhairle nan Eilean Siar and Cyngor Gwynedd have the word in their own language


@pytest.mark.parametrize(("said", "body"), [("Capita plc", "capita"), ("Serco Limited", "serco"), ("G4S Ltd", "g4s")])
def test_the_legal_form_of_a_company_is_no_part_of_its_name(said: str, body: str) -> None:
    found = LOOK(said).body
    assert found is not None
    assert found.id == body

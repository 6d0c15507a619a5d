"""The register: found by what people say, near misses offered, never guessed; and everyone outside has somewhere to go."""

from __future__ import annotations

from collections import Counter

import pytest

from service_model import PHSO, determine, resolve
from service_model.register import Body, Kind, Register, normalise
from tests.service_model.building import TODAY, a_complaint

REGISTER = PHSO.register


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("Jobcentre", "dwp"),
        ("JCP", "dwp"),
        ("D.W.P.", "dwp"),
        ("my jobcentre", "dwp"),
        ("the tax", "hmrc"),
        ("HM Revenue & Customs", "hmrc"),
        ("passport office", "passport_office"),
        ("DVLA", "dvla"),
        ("UKVI", "ukvi"),
        ("the CPS", "cps"),
        ("HMCTS", "hmcts"),
        ("HMPPS", "hmpps"),
        ("Environment Agency", "environment_agency"),
        ("Student Finance", "slc"),
        ("CSA", "cms"),
        ("Ofsted", "ofsted"),
        ("Cafcass", "cafcass"),
        ("legal aid", "laa"),
        ("Land Registry", "hmlr"),
        ("Companies House", "companies_house"),
        ("CQC", "cqc"),
        ("NHS England", "nhs_england"),
        ("NHSBSA", "nhsbsa"),
        ("Addenbrooke's", "cambridge"),
        ("the Met", "police"),
        ("Parole Board", "parole_board"),
    ],
)
def test_what_people_call_it_is_enough(said: str, body: str) -> None:
    found = resolve(said).body
    assert found is not None
    assert found.id == body


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("my GP surgery", "gp"),
        ("the doctors", "gp"),
        ("my dentist", "dentist"),
        ("the chemist", "pharmacist"),
        ("HMP Anytown", "prison"),
        ("my landlord", "social_housing"),
        ("my bank", "company"),
        ("Anytown Borough Council", "council"),
        ("Anytown General Hospital", "nhs_trust"),
        ("Mid Cheshire Hospitals NHS Foundation Trust", "nhs_trust"),
        ("Cheshire Police", "police"),
        ("a private hospital", "private_healthcare"),
        ("my mum's care home", "council"),
        ("Anytown optician", "optician"),
        ("my daughter's school", "school"),
        ("the vet's surgery", "company"),
        ("Imperial College Hospital", "nhs_trust"),
    ],
)
def test_the_kind_is_known_from_the_words_when_nobody_is_named(said: str, kind: str) -> None:
    found = resolve(said)
    assert (found.body, found.kind) == (None, kind)


@pytest.mark.parametrize(
    ("said", "near"),
    [("Home Offise", "home_office"), ("Departmnt for Education", "dfe"), ("Enviroment Agency", "environment_agency")],
)
def test_near_misses_are_offered_and_never_taken(said: str, near: str) -> None:
    found = resolve(said)
    assert found.body is None
    assert near in [body.id for body in found.candidates]


@pytest.mark.parametrize("said", ["", "   ", "!!!", "🙂", "x" * 20_000, "Robert'); DROP TABLE bodies;--", "\x00\x07"])
def test_nonsense_resolves_to_nobody_without_an_error(said: str) -> None:
    assert resolve(said).body is None


@pytest.mark.parametrize(
    "said",
    [
        "my work coach at the jobcentre in Leeds",
        "Universal Credit and my landlord",
        "the DVLA about my parking company fine",
        "the shop in the hospital",
        "my GP and the council",
    ],
)
def test_words_of_a_company_beside_a_department_turn_nobody_away(said: str) -> None:
    found = resolve(said)
    assert (found.body, found.kind) == (None, None)
    assert determine(a_complaint(organisation=said), today=TODAY).outcome is None


def test_a_name_that_two_bodies_share_is_offered_as_both() -> None:
    kinds = {"gp": Kind("gp", "a GP surgery", "in", "health")}
    twins = {name: Body(name, f"{name} Surgery", "gp", "in", "health", ("the surgery",)) for name in ("Elm", "Oak")}
    found = Register(twins, kinds, ()).resolve("The surgery")
    assert (found.body, [body.id for body in found.candidates]) == (None, ["Elm", "Oak"])


def test_the_register_is_large_enough_to_be_useful() -> None:
    kinds = Counter(body.kind for body in REGISTER.bodies.values())
    assert len(REGISTER.bodies) >= 90
    assert kinds["nhs_trust"] >= 25


def test_no_name_means_two_bodies() -> None:
    names = Counter(
        name for body in REGISTER.bodies.values() for name in {normalise(each) for each in (body.name, *body.aliases)}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_body_is_found_by_its_own_names() -> None:
    wrong = [
        (name, body.id)
        for body in REGISTER.bodies.values()
        for name in (body.name, *body.aliases)
        if REGISTER.look(name).body is not body
    ]
    assert wrong == []


def test_every_body_outside_has_somewhere_to_go_with_a_way_to_reach_it() -> None:
    outside = [body for body in REGISTER.bodies.values() if body.jurisdiction in ("out", "victims_code_only")]
    assert outside
    for body in outside:
        assert body.signpost in PHSO.signposts, body.id


def test_every_kind_outside_and_every_hint_has_somewhere_to_go() -> None:
    for kind in REGISTER.kinds.values():
        assert kind.jurisdiction == "in" or kind.signpost in PHSO.signposts, kind.name
    assert all(hint.kind in REGISTER.kinds for hint in REGISTER.hints)


def test_every_signpost_says_why_and_how_to_reach_it() -> None:
    for name, signpost in PHSO.signposts.items():
        assert signpost.why.endswith("."), name
        assert any(mark in signpost.contact for mark in ("Phone", "Telephone", "Website", "www.")), name


def test_every_body_says_where_that_is_written_and_as_of_when() -> None:
    for body in REGISTER.bodies.values():
        assert body.source, body.id
        assert body.as_of, body.id


def test_every_body_that_is_in_has_a_procedure_of_the_authority() -> None:
    for body in REGISTER.bodies.values():
        if body.jurisdiction != "out":
            by_answer = REGISTER.kinds[body.kind].procedure_by
            assert body.procedure in PHSO.procedures or by_answer, body.id

"""The register: found by what people say, near misses offered, never guessed; and everyone outside has somewhere to go."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest

from service_model import PHSO, determine, resolve
from service_model.register import Body, Kind, Register, normalise
from tests.service_model.building import TODAY, a_complaint
from tests.yardstick import seconds_of

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
        ("the Met", "metropolitan_police"),
        ("Kent Police", "kent_police"),
        ("the police", "police"),
        ("Mid Cheshire Hospitals NHS Foundation Trust", "mid_cheshire"),
        ("PHSO", "phso"),
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
        ("Anytown Hospitals NHS Foundation Trust", "nhs_trust"),
        ("Anytown Police", "police"),
        ("the dentist on the high street", "dentist"),
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
        "the shop next to the jobcentre in Leeds",
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


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("A&E at the Northern General", "sheffield"),
        ("my consultant at Addenbrookes", "cambridge"),
        ("the DVLA in Swansea", "dvla"),
        ("Barnsley jobcentre", "dwp"),
        ("my work coach at the jobcentre in Leeds", "dwp"),
        ("the PIP people", "dwp"),
        ("the DWP's decision maker", "dwp"),
        ("Royal Infirmary in Bradford", "bradford"),
        ("the court's service", "hmcts"),
    ],
)
def test_a_name_is_found_among_words_that_only_say_which_part_of_it_or_where(said: str, body: str) -> None:
    found = resolve(said).body
    assert found is not None
    assert found.id == body


@pytest.mark.parametrize(
    "said",
    [
        "not the DVLA",
        "the DVLA or the DVSA",
        "someone who pretended to be HMRC",
        "the school nurse at Barts",
        "the builder who works for the DWP",
    ],
)
def test_words_that_may_mean_somebody_else_leave_the_name_to_be_offered(said: str) -> None:
    found = resolve(said)
    assert found.body is None
    assert found.candidates


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("BRI", {"bristol", "bradford"}),
        ("EA", {"environment_agency", "education_authority_northern_ireland"}),
        ("SLC", {"slc", "south_lanarkshire_council"}),
        ("RPA", {"rural_payments", "medway"}),
        ("the QE hospital", {"uhb", "gateshead", "kings_lynn", "lewisham"}),
        ("Royal Infirmary", {"bradford", "leicester", "hull"}),
        ("St Mary's", {"imperial", "isle_of_wight", "mft", "portsmouth"}),
        ("the ombudsman", {"phso", "lgsco"}),
        ("the council tax", {"council", "valuation_office"}),
        ("the court", {"hmcts", "judges"}),
    ],
)
def test_a_name_of_several_offers_every_one_of_them(said: str, offered: set[str]) -> None:
    found = resolve(said)
    assert found.body is None
    assert offered <= {body.id for body in found.candidates}


def test_of_several_of_one_name_the_one_in_the_place_that_was_said_comes_first() -> None:
    assert resolve("St Mary's in Portsmouth").candidates[0].id == "portsmouth"


@pytest.mark.covers("SM-1.63e")
@pytest.mark.parametrize("answer", ["JCP", "the Jobcentre", "D.W.P.", "department for work & pensions", "DWP's"])
def test_another_name_for_the_organisation_is_a_right_answer_of_a_caller(answer: str) -> None:
    assert REGISTER.is_called(answer, REGISTER.bodies["dwp"])


@pytest.mark.covers("SM-1.63e")
@pytest.mark.parametrize("answer", ["HMRC", "the council", "", "the Jobcentre or HMRC", "Jobcenter"])
def test_a_name_of_another_or_of_nobody_is_a_wrong_answer_of_a_caller(answer: str) -> None:
    assert not REGISTER.is_called(answer, REGISTER.bodies["dwp"])


def test_a_name_that_several_share_is_a_right_answer_for_each_of_them() -> None:
    assert REGISTER.is_called("BRI", REGISTER.bodies["bradford"])


def test_the_register_is_large_enough_to_be_useful() -> None:
    jurisdictions = Counter(body.jurisdiction for body in REGISTER.bodies.values())
    trusts = [body for body in REGISTER.bodies.values() if body.code and body.code[0] in "RTG" and body.kind == "nhs_trust"]
    boards = [body for body in REGISTER.bodies.values() if body.code and body.code[0] == "Q"]
    assert jurisdictions["in"] >= 350
    assert jurisdictions["out"] >= 150
    assert len(trusts) >= 200
    assert len(boards) == 42


def test_no_code_of_the_nhs_is_given_twice() -> None:
    codes = Counter(body.code for body in REGISTER.bodies.values() if body.code)
    assert [code for code, times in codes.items() if times > 1] == []


def test_a_long_story_in_place_of_a_name_takes_no_longer_than_a_determination_may() -> None:
    story = "I went to the ward and then the officer said that nobody at the place had told them about my letter. " * 40
    lengths = count(290, -1)  # another text each time, so that nothing remembered is measured
    assert seconds_of(lambda: REGISTER.look(story[: next(lengths)]), times=30) < 0.001


def test_a_shared_name_of_nobody_is_an_error() -> None:
    with pytest.raises(ValueError, match="'the twins' is shared by"):
        Register({}, {}, (), shared={"the twins": ("Castor", "Pollux")})


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


def test_every_body_that_we_are_unsure_of_has_somewhere_to_go_meanwhile() -> None:
    for body in REGISTER.bodies.values():
        assert body.jurisdiction != "unclear" or body.signpost in PHSO.signposts or REGISTER.kinds[body.kind].ourselves, body.id


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
        if body.jurisdiction in ("in", "victims_code_only"):
            by_answer = REGISTER.kinds[body.kind].procedure_by
            assert body.procedure in PHSO.procedures or by_answer, body.id

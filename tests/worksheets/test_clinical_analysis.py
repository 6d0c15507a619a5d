"""The clinical standard and the evidence: what a component's analysis asks for and what it flags (SM-3.23 to 3.48)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.casework.models import CaseComponent, CaseLetter
from tests.worksheets.conftest import open_sheet, refused, saved, with_component, words_of

SHEET, LOG = "clinical_analysis", "evidence_log"
GOOD = {"title": "NICE guideline 27", "type": "nice_guidance", "given_by": "organisation", "fits_the_care": "yes",
        "available_then": "yes", "in_force_from": "2015-12-01"}  # fmt: skip
PAPER = {"title": "A paper", "type": "published_research"}
EVENTS = {"events_from": "2019-05-01", "events_until": "2019-05-31"}


def standards(*rows):
    return {f"standards.{place}.{name}": value for place, row in enumerate(rows) for name, value in row.items()}


def open_points(page):
    text = words_of(page)
    start = text.find("Open points")
    return text[start : text.find("What the rules say", start)] if start >= 0 else ""


@pytest.fixture
def at(desk, reference):
    """A caseworker at the analysis of the first component: what is filled in, saved or refused, and what the page says."""

    class At:
        def __init__(self) -> None:
            self.asha, self.case = desk(), reference
            self.place = with_component(self.asha, reference)

        def open(self):
            return open_sheet(self.asha, self.case, SHEET, self.place)

        def save(self, *rows, finish=False, **answers):
            return saved(self.asha, self.case, SHEET, {**answers, **standards(*rows)}, self.place, finish=finish)

        def refuse(self, *rows, **answers):
            return refused(self.asha, self.case, SHEET, {**answers, **standards(*rows)}, self.place)

    return At()


def words(*rows):
    """A parameter for each row with the words it has to offer."""
    return [pytest.param(said, id=row, marks=pytest.mark.covers(row)) for row, several in rows for said in several]


@pytest.mark.parametrize("said", words(
    ("SM-3.23", ("What would good care and treatment have been?", "Did the care fall short of good care and treatment")),
    ("SM-3.24", ("Standards or guidance", "The complainant's account", "The account of the clinician or organisation",
                 "Records and other information")),
    ("SM-3.25", ("NICE guidance", "Clinical pathway", "Regulator code or guidance", "Royal College guidance",
                 "Local protocol or policy", "Published research")),
    ("SM-3.28", ("Principles of Good Administration",)),
    ("SM-3.40c", ("Not credible", "Not in use at the time", "Not appropriate to conditions or prognosis")),
))  # fmt: skip
def test_the_form_offers_what_the_guidance_names(at, said):
    assert said in words_of(at.open())


@pytest.mark.covers("SM-3.28")
def test_the_principles_can_be_linked_as_a_standard_of_a_clinical_component(at):
    own = {"title": "Principles", "type": "principles_of_good_administration", "given_by": "ourselves", "fits_the_care": "yes",
           "available_then": "yes"}  # fmt: skip
    assert "Standards used: Principles." in words_of(at.save(own))


@pytest.mark.covers("SM-3.26", "SM-3.44")
@pytest.mark.parametrize(("standard", "says"), [
    ({**GOOD, "title": "Guidance of 2021", "in_force_from": "2021-03-01"}, "Guidance of 2021 was not in place at the time"),
    ({**GOOD, **PAPER, "in_force_from": "2020-06-15"}, "A paper was not in place at the time"),
    ({**GOOD, **PAPER, "available_then": "no"}, "A paper was not available at the time of the events"),
    ({**GOOD, "title": "Old advice", "in_force_until": "2018-01-01"}, "Old advice was not in place at the time"),
])  # fmt: skip
def test_a_standard_that_was_not_there_at_the_time_is_flagged(at, standard, says):
    assert says in open_points(at.save(standard, **EVENTS))


def test_a_standard_that_was_there_is_not_flagged(at):
    assert "was not" not in open_points(at.save(GOOD, **EVENTS))


@pytest.mark.covers("SM-3.27b")
def test_what_is_out_of_line_asks_for_the_evidence_that_explains_it(at):
    asked = "what evidence may explain that? SM-3.27"
    assert asked in open_points(at.save(GOOD, finish=True, out_of_line="yes"))
    assert asked not in open_points(at.save(GOOD, finish=True, out_of_line="yes", departure_evidence="She was too ill."))


@pytest.mark.covers("SM-3.27c", "SM-3.32b")
def test_an_explanation_is_considered_and_balanced_against_the_standards(at):
    left = open_points(at.save(GOOD, finish=True, explanation="It was an emergency."))
    assert "not considered against the standards yet. SM-3.32" in left
    assert "Balance their explanation against the standards, and write it down. SM-3.27" in left
    whole = {"explanation": "It was an emergency.", "explanation_weighed": "It fits.", "balancing": "The standard gives way."}
    left = open_points(at.save(GOOD, finish=True, **whole))
    assert "SM-3.32" not in left
    assert "SM-3.27" not in left


@pytest.mark.covers("SM-3.38a", "SM-3.31a")
def test_the_standard_they_gave_is_the_default_and_replacing_it_asks_why(at):
    named = {**GOOD, "given_by": "named_person"}
    page = words_of(at.save(named))
    assert "NICE guideline 27: They applied it: it is the default. SM-3.31, SM-3.38" in page
    left = open_points(at.save({**GOOD, "not_used": "not_appropriate"}))
    assert "write down why it was not appropriate. SM-3.40, SM-3.31" in left


@pytest.mark.covers("SM-3.38b")
def test_a_standard_is_not_applied_before_it_is_checked(at):
    unchecked = {name: value for name, value in GOOD.items() if name not in ("fits_the_care", "available_then")}
    assert "check that it fits the care and the circumstances" in at.refuse(unchecked)
    assert "(SM-3.38)" in at.refuse(unchecked)
    at.save(GOOD, finish=True)


@pytest.mark.covers("SM-3.40a", "SM-3.40b")
def test_one_that_is_not_appropriate_needs_a_reason_and_then_one_of_the_advisers(at):
    rejected = {**GOOD, "not_used": "not_credible"}
    assert "write down why it was not appropriate. (SM-3.40" in at.refuse(rejected)
    rejected["why_not_used"] = "Nobody else uses it."
    assert "Add the suitable standard that our adviser selects. (SM-3.40)" in at.refuse(rejected)
    page = words_of(at.save(rejected, {**GOOD, "title": "Guideline 9", "given_by": "adviser"}, finish=True))
    assert "Guideline 9: Our adviser selected it." in page


@pytest.mark.covers("SM-3.42")
def test_without_a_standard_or_a_reason_the_adviser_selects_one(at):
    assert "Our adviser selects one: add it, as given by the adviser. SM-3.42" in words_of(at.open())


@pytest.mark.covers("SM-3.48b")
def test_reasons_that_the_adviser_finds_unsuitable_ask_for_the_standard_to_apply(at):
    none = {"said_not_applicable": "yes", "their_reasons": "It is too rare.", "adviser_finds_reasons_suitable": "no"}
    asked = "Add the standard that the adviser applies instead. SM-3.48"
    assert asked in open_points(at.save(finish=True, **none))
    assert asked not in open_points(at.save({**GOOD, "given_by": "adviser"}, finish=True, **none))


@pytest.mark.covers("SM-3.35a")
def test_the_party_that_gave_no_evidence_is_flagged(at):
    theirs = {"evidence.0.what": "The records", "evidence.0.given_by": "organisation", "evidence.0.kind": "medical_records"}
    saved(at.asha, at.case, LOG, theirs)
    assert "There is no evidence yet from the complainant. SM-3.35" in open_points(at.save(GOOD, finish=True))
    saved(at.asha, at.case, LOG, {**theirs, "evidence.1.what": "Her account", "evidence.1.given_by": "complainant"})
    assert "SM-3.35" not in open_points(at.open())


@pytest.mark.covers("SM-3.35b")
@pytest.mark.parametrize("said", ["Eyewitness account", "Medical records", "Clinical advice", "Other"])
def test_the_types_of_evidence_are_a_list_with_other(desk, reference, said):
    page = open_sheet(desk(), reference, LOG)
    offered = page[page.index('id="worksheet-evidence.0.kind"') : page.index('name="evidence.0.received_on"')]
    assert said in words_of(f"<p>{offered}</p>")


@pytest.mark.covers("SM-3.36a", "SM-3.36b")
def test_a_weight_has_its_reason(desk, reference, handed_off):
    asha = desk()
    bare = {
        "evidence.0.what": "The ward diary",
        "evidence.0.weight": "more",
        "evidence.1.what": "A letter of 2020",
        "evidence.1.weight": "less",
    }
    assert "Say why it weighs more or less than the rest: The ward diary; A letter of 2020. (SM-3.36)" in refused(
        asha, reference, LOG, bare
    )
    notes = {"evidence.0.weight_because": "It was written at the time.", "evidence.1.weight_because": "Third hand, a year later."}
    saved(asha, reference, LOG, {**bare, **notes})
    items = handed_off(reference)["work"]["worksheets"][0]["answers"]["evidence"]
    assert [each["weight_because"] for each in items] == list(notes.values())


@pytest.mark.covers("SM-3.30a")
def test_the_decision_letter_lists_the_standards_that_were_used(at, sessions):
    at.save(GOOD, {**PAPER, "not_used": "not_credible", "why_not_used": "It was withdrawn."})
    with sessions() as session:
        component = session.scalars(select(CaseComponent).order_by(CaseComponent.id).limit(1)).one()
        component.decision, component.explanation = "declined", "The care was in line with the guideline."
        session.commit()
    at.asha.save(at.case, "letters", "write_letter", kind="decision")
    with sessions() as session:
        body = session.scalars(select(CaseLetter.body)).one()
    assert "- NICE guideline 27" in body
    assert "A paper" not in body

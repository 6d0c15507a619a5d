"""Which MP must get a decision or report, and what a new MP is told (SM-2.42 to 2.50)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.members_of_parliament import (
    Document,
    MpFacts,
    addressees,
    appropriate_mp,
    copy_still_owed,
    early_notice,
    first_contact,
    may_close,
    record_new_mp,
)
from service_model.duties import Duty

IN_OFFICE: dict[str, Any] = {"name": "Pat Example MP"}
LEFT: dict[str, Any] = {"name": "Pat Example MP", "left_on": date(2025, 5, 1)}
SAM: dict[str, Any] = {"name": "Sam Example MP", "elected_on": date(2025, 5, 22)}
VACANT, ELECTED = date(2025, 5, 10), date(2025, 6, 2)


def mps(*, procedure: str = "parliamentary", mp: dict[str, Any] | None = LEFT, **facts: Any) -> MpFacts:
    """A parliamentary case whose referring MP left office on 1 May 2025, unless said otherwise."""
    return MpFacts.model_validate({"procedure": procedure, "mp": mp, **facts})


def duty(duties: tuple[Duty, ...], name: str) -> Duty:
    """The duty of that name; fails with the names there are."""
    found = {each.name: each for each in duties}
    assert name in found, list(found)
    return found[name]


@pytest.mark.covers("SM-2.42ii-a")
@pytest.mark.parametrize("procedure", ["parliamentary", "health"])
def test_the_successor_of_an_mp_who_has_left_is_the_appropriate_mp(procedure: str) -> None:
    facts = mps(procedure=procedure, successor=SAM)
    sent = addressees(facts, "decision_not_to_investigate", on=ELECTED)
    assert [each.to for each in sent] == [("successor_mp",)]
    assert "Sam Example MP" in sent[0].what
    assert (sent[0].kind, "SM-2.42" in sent[0].paragraphs) == ("legal", True)
    assert appropriate_mp(facts, on=ELECTED).kind == "legal"


def test_an_mp_who_leaves_later_is_still_the_appropriate_mp_today() -> None:
    found = appropriate_mp(mps(successor=SAM), on=date(2025, 4, 30))
    assert found.status == "met"
    assert found.reason.startswith("Pat Example MP")


def test_the_day_of_leaving_is_the_first_day_without_the_mp() -> None:
    assert appropriate_mp(mps(), on=date(2025, 5, 1)).status == "not_met"


@pytest.mark.covers("SM-2.42ii-b")
@pytest.mark.parametrize("document", ["decision_not_to_investigate", "draft_report", "final_report"])
def test_the_successor_gets_decisions_and_draft_and_final_reports(document: Document) -> None:
    sent = duty(addressees(mps(successor=SAM), document, on=ELECTED), f"{document}_to_mp")
    assert (sent.to, sent.must, sent.not_to) == (("successor_mp",), True, False)
    assert "Sam Example MP" in sent.what


@pytest.mark.covers("SM-2.43a")
@pytest.mark.parametrize("successor", [None, SAM])
def test_while_nobody_is_elected_the_others_get_the_decision_and_the_mps_copy_is_held(successor: dict[str, Any] | None) -> None:
    sent = addressees(mps(successor=successor), "decision_not_to_investigate", on=VACANT)
    assert duty(sent, "decision_not_to_investigate_to_others").to == ("complainant", "organisation")
    assert duty(sent, "hold_copy_for_mp").to == ("successor_mp",)
    assert "decision_not_to_investigate_to_mp" not in {each.name for each in sent}


@pytest.mark.covers("SM-2.43b")
def test_while_nobody_is_elected_the_complainant_hears_that_a_copy_will_go_to_the_new_mp() -> None:
    told = duty(addressees(mps(), "final_report", on=VACANT), "tell_complainant_copy_will_follow")
    assert (told.to, told.must) == (("complainant",), True)
    assert "a copy to their new MP" in told.what


@pytest.mark.parametrize(("mp", "on"), [(IN_OFFICE, VACANT), (LEFT, ELECTED)])
def test_the_complainant_hears_of_no_copy_to_come_when_there_is_an_mp(mp: dict[str, Any], on: date) -> None:
    names = {each.name for each in addressees(mps(mp=mp, successor=SAM), "final_report", on=on)}
    assert names == {"final_report_to_mp"}


@pytest.mark.covers("SM-2.43c")
def test_what_was_issued_without_an_mp_is_owed_to_the_new_mp_until_it_is_sent() -> None:
    issued = mps(successor=SAM, issued_on=VACANT)
    assert copy_still_owed(issued, on=VACANT) is None
    owed = copy_still_owed(issued, on=ELECTED)
    assert owed is not None
    assert (owed.name, owed.to, owed.must) == ("send_decision_to_new_mp", ("successor_mp",), True)
    assert "SM-2.43" in owed.paragraphs
    assert copy_still_owed(issued.model_copy(update={"sent_to_mp_on": date(2025, 6, 3)}), on=date(2025, 6, 4)) is None


@pytest.mark.covers("SM-2.44")
@pytest.mark.parametrize(
    ("procedure", "did"), [("parliamentary", "referred the complaint"), ("health", "helped to make the complaint")]
)
def test_a_new_mp_is_told_at_first_contact_what_the_predecessor_did(procedure: str, did: str) -> None:
    told = duty(first_contact(mps(procedure=procedure, successor=SAM), on=ELECTED), "explain_predecessor")
    assert told.to == ("successor_mp",)
    assert did in told.what


def test_at_later_contact_nothing_is_explained_again() -> None:
    assert first_contact(mps(successor=SAM, successor_contacted=True), on=ELECTED) == ()


@pytest.mark.covers("SM-2.45")
def test_an_early_notice_to_the_new_mp_is_decided_case_by_case_and_recorded_either_way() -> None:
    under_way = mps(successor=SAM, investigation_under_way=True)
    found = early_notice(under_way, on=ELECTED)
    assert found is not None
    assert (found.choice, found.needs) == (None, ("notify_successor_early",))
    assert [each.name for each in found.duties] == ["record_early_notice_decision"]
    now = early_notice(under_way.model_copy(update={"notify_successor_early": True}), on=ELECTED)
    wait = early_notice(under_way.model_copy(update={"notify_successor_early": False}), on=ELECTED)
    assert now is not None
    assert wait is not None
    assert (now.choice, [each.name for each in now.duties]) == ("notify_now", ["notify_new_mp"])
    assert (wait.choice, wait.duties) == ("no_notice_yet", ())


@pytest.mark.parametrize("under_way", [False, None])
def test_no_early_notice_arises_without_an_investigation(under_way: bool | None) -> None:
    assert early_notice(mps(successor=SAM, investigation_under_way=under_way), on=ELECTED) is None


@pytest.mark.covers("SM-2.46a")
def test_a_case_is_not_closed_while_the_elected_mp_has_no_copy() -> None:
    unsent = may_close(mps(successor=SAM, issued_on=VACANT), on=ELECTED)
    assert (unsent.status, unsent.kind, unsent.paragraphs) == ("not_met", "legal", ("SM-2.46",))
    assert may_close(mps(successor=SAM, issued_on=VACANT, sent_to_mp_on=ELECTED), on=ELECTED).status == "met"


@pytest.mark.covers("SM-2.46b")
@pytest.mark.parametrize("document", ["acknowledgement", "proposal_to_investigate"])
def test_a_new_mp_gets_no_acknowledgement_and_no_proposal(document: Document) -> None:
    sent = addressees(mps(successor=SAM), document, on=ELECTED)
    assert [(each.to, each.not_to) for each in sent] == [(("successor_mp",), True)]


@pytest.mark.covers("SM-2.47b")
def test_with_a_new_mp_recorded_the_old_record_is_asked_to_be_made_inactive() -> None:
    duties = record_new_mp(mps(successor=SAM), on=ELECTED)
    assert "Pat Example MP to be made inactive" in duty(duties, "request_old_mp_record_inactive").what
    assert "separate MP record for Sam Example MP" in duty(duties, "add_mp_record").what
    assert record_new_mp(mps(successor=SAM), on=VACANT) == ()


@pytest.mark.covers("SM-2.48")
def test_after_a_move_the_decision_still_goes_to_the_mp_who_referred_it() -> None:
    moved = mps(mp={"name": "MP A"}, mp_of_new_address={"name": "MP B"})
    sent = addressees(moved, "decision_not_to_investigate", on=ELECTED)
    assert [each.to for each in sent] == [("referring_mp",)]
    assert "MP A" in sent[0].what
    assert "SM-2.48" in sent[0].paragraphs


@pytest.mark.parametrize(
    ("procedure", "to", "law"),
    [
        pytest.param("parliamentary", "referring_mp", "section 10(1), 1967 Act", marks=pytest.mark.covers("SM-2.49a")),
        pytest.param("health", "assisting_mp", "section 14(1) and (2), 1993 Act", marks=pytest.mark.covers("SM-2.49b")),
    ],
)
@pytest.mark.parametrize("document", ["decision_not_to_investigate", "final_report"])
def test_the_law_names_the_mp_who_must_get_decisions_and_reports(procedure: str, to: str, law: str, document: Document) -> None:
    sent = addressees(mps(procedure=procedure, mp=IN_OFFICE), document, on=ELECTED)
    assert [(each.to, each.kind, each.must) for each in sent] == [((to,), "legal", True)]
    assert law in sent[0].what
    assert "SM-2.49" in sent[0].paragraphs


def test_a_health_case_without_an_mp_goes_to_none() -> None:
    none = mps(procedure="health", mp=None, mp_involved=False)
    assert appropriate_mp(none, on=ELECTED).status == "not_met"
    assert addressees(none, "final_report", on=ELECTED) == ()


def test_an_mp_who_is_not_recorded_is_asked_for_and_not_taken_as_none() -> None:
    found = appropriate_mp(mps(mp=None), on=ELECTED)
    assert (found.status, found.needs) == ("cannot_tell", ("mp",))
    (ask,) = addressees(mps(mp=None), "final_report", on=ELECTED)
    assert (ask.name, ask.kind, ask.to) == ("find_the_mp", "legal", ("caseworker",))


@pytest.mark.covers("SM-2.50a")
@pytest.mark.parametrize(
    ("asks", "to"), [(True, ["referring_mp", "new_mp"]), (False, ["referring_mp"]), (None, ["referring_mp"])]
)
def test_the_new_mp_gets_a_copy_only_at_the_complainants_request(asks: bool | None, to: list[str]) -> None:
    moved = mps(mp={"name": "MP A"}, mp_of_new_address={"name": "MP B"}, complainant_asks_for_copy_to_new_mp=asks)
    sent = addressees(moved, "decision_not_to_investigate", on=ELECTED)
    assert [party for each in sent for party in each.to] == to


@pytest.mark.covers("SM-2.50b")
def test_the_new_mp_hears_why_and_that_the_complainant_asked_for_it() -> None:
    moved = mps(mp=IN_OFFICE, mp_of_new_address={"name": "MP B"}, complainant_asks_for_copy_to_new_mp=True)
    told = duty(first_contact(moved, on=ELECTED), "explain_request")
    assert told.to == ("new_mp",)
    assert "why we send it" in told.what
    assert "the complainant has asked" in told.what


def test_after_a_move_the_successor_of_the_referring_mp_counts_and_not_the_mp_of_the_new_address() -> None:
    both = mps(successor=SAM, mp_of_new_address={"name": "MP B"})
    assert appropriate_mp(both, on=ELECTED).reason.startswith("Sam Example MP")

"""Who works on a case, tasks and their days, notes, contacts; and what happens when two people change one case."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.case_status.models import CaseStep
from intake_api.cases.models import Case
from intake_api.casework.models import CaseContact, CaseNote, CaseTask
from intake_api.clock import london_day, utc_now
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from service_model.deadlines import working_days_after
from tests.casework.conftest import said
from tests.intake_api.builders import a_record


def actions(sessions, reference):
    with sessions() as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.subject == reference).order_by(AuditEvent.id))
        return [(row.actor, row.action) for row in rows]


def test_whoever_takes_a_case_works_on_it_and_the_first_contact_is_due_in_ten_working_days(desk, reference, case_of, sessions):
    asha = desk()
    asha.save(reference, "work", "take")

    case = case_of(reference)
    assert case.status == "in_progress"
    assert "With: asha" in said(asha.open(reference))
    today = london_day(utc_now())
    with sessions() as session:
        first = session.scalars(select(CaseTask).where(CaseTask.kind == "first_contact")).one()
        assert session.scalars(select(CaseStep.step)).all() == ["with_caseworker"]
    assert first.due_on == working_days_after(today, 10)
    assert case.due_on == min(working_days_after(today, 10), today + timedelta(days=14))  # about Christmas the second is nearer
    assert ("staff:asha", "case_assigned") in actions(sessions, reference)


def test_two_who_change_one_case_at_the_same_time_do_not_overwrite_each_other(desk, reference, case_of, sessions):
    asha, ben = desk(), desk(name="ben")
    version = asha.version(reference)
    start, answers = threading.Barrier(2), {}

    def write(who, text):
        start.wait()
        answers[who.name] = who.send(reference, "work", "write_note", version, text=text)

    both = [threading.Thread(target=write, args=(who, f"Words of {who.name}")) for who in (asha, ben)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
    loser = next(name for name, answer in answers.items() if answer.status_code == 409)
    winner = "ben" if loser == "asha" else "asha"
    with sessions() as session:
        assert session.scalars(select(CaseNote.text)).all() == [f"Words of {winner}"]
    assert case_of(reference).version == int(version) + 1
    page = said(answers[loser])
    assert "Nothing was overwritten" in page
    assert f"Note written, by {winner} (staff)" in page
    assert f"Words of {loser}" in answers[loser].text  # what was typed is still in its box
    assert f'name="version" value="{int(version) + 1}"' in answers[loser].text  # sent again, it is saved


def test_a_stale_form_of_any_tab_overwrites_nothing_and_keeps_what_was_typed(desk, reference, sessions):
    asha, ben = desk(), desk(name="ben")
    version = asha.version(reference)
    ben.save(reference, "work", "take")

    answer = asha.send(reference, "adjustments", "add_request", version, requested="Letters on yellow paper")
    assert answer.status_code == 409
    assert "Letters on yellow paper" in answer.text
    assert "Case given to a caseworker, by ben (staff)" in said(answer)
    assert "Letters on yellow paper" not in said(asha.open(reference, "adjustments"))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_form_with_a_forged_version_changes_nothing(desk, reference, case_of, version):
    asha = desk()
    before = case_of(reference).version
    assert asha.send(reference, "work", "write_note", version or "0", text="x").status_code == 409
    assert case_of(reference).version == before


def test_a_task_in_working_days_sets_the_nearest_day_of_the_case(desk, reference, case_of, sessions):
    asha = desk()
    asha.save(reference, "work", "add_task", what="Ask for the file", working_days="2")
    soon = working_days_after(london_day(utc_now()), 2)
    assert case_of(reference).due_on == soon

    with sessions() as session:
        task = session.scalars(select(CaseTask).where(CaseTask.kind == "own")).one()
    asha.save(reference, "work", "finish_task", id=str(task.id))
    assert case_of(reference).due_on != soon
    again = asha.send(reference, "work", "finish_task", id=str(task.id))
    assert again.status_code == 422
    assert "no such open task" in said(again)


def test_a_task_whose_day_is_over_is_refused(desk, reference):
    yesterday = (london_day(utc_now()) - timedelta(days=1)).isoformat()
    answer = desk().send(reference, "work", "add_task", what="Too late", due_on=yesterday)
    assert answer.status_code == 422
    assert "That day is over" in said(answer)
    assert "Too late" in answer.text


def test_a_case_is_given_only_by_who_may_and_only_to_who_works_on_cases(desk, reference, case_of):
    asha, mo = desk(), desk(Role.MANAGER, "mo")
    desk(Role.AUDITOR, "aud")
    assert asha.send(reference, "work", "give", to="mo").status_code == 403
    assert "Nobody of this name works on cases" in said(mo.send(reference, "work", "give", to="aud"))
    mo.save(reference, "work", "give", to="asha")
    assert case_of(reference).assignee_id is not None
    assert "With: asha" in said(mo.open(reference))


def test_who_declares_a_conflict_gives_the_case_back_and_gets_it_no_more(desk, reference, case_of):
    asha, mo = desk(), desk(Role.MANAGER, "mo")
    asha.save(reference, "work", "take")
    refused = asha.send(reference, "people", "declare_conflict", has_conflict="yes")
    assert "Say briefly what the conflict is" in said(refused)
    asha.save(reference, "people", "declare_conflict", has_conflict="yes", what="My cousin works there.")

    assert case_of(reference).assignee_id is None
    assert "declared a conflict of interest" in said(mo.send(reference, "work", "give", to="asha"))
    assert "My cousin" not in said(mo.open(reference, "timeline"))


def test_calls_that_reach_nobody_are_counted_by_the_rules_of_the_guidance(desk, reference):
    asha = desk()
    asha.save(reference, "work", "take")
    assert "Try to reach the complainant before you go on" in said(asha.open(reference, "contacts"))
    day = london_day(utc_now())
    for at in (f"{day - timedelta(days=1)}T10:00", f"{day - timedelta(days=1)}T11:00", f"{day}T00:00"):
        asha.save(reference, "contacts", "record_contact", at=at, way="phone", direction="out", party="complainant", reached="no")
    assert "3 calls over 2 days reached nobody" in said(asha.open(reference, "contacts"))


def test_a_letter_is_contact_and_settles_the_first_contact(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "work", "take")
    asha.save(reference, "contacts", "record_contact", at=f"{london_day(utc_now())}T00:00", way="post", party="complainant")
    with sessions() as session:
        left = session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()
    assert "first_contact" not in left
    assert "contact_the_mp" in left


def test_a_contact_that_is_still_to_come_is_refused(desk, reference, sessions):
    later = (utc_now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = desk().send(reference, "contacts", "record_contact", at=later, way="phone", about="They will ring.")
    assert answer.status_code == 422
    assert "still to come" in said(answer)
    assert "They will ring." in answer.text
    with sessions() as session:
        assert session.scalars(select(CaseContact)).all() == []


def test_what_people_wrote_stays_out_of_the_trail(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "work", "write_note", text="Quillfeather rang about the marmalade.")
    asha.save(reference, "work", "add_task", what="Ask Ottoline", working_days="3")
    at = f"{london_day(utc_now())}T00:00"
    asha.save(reference, "contacts", "record_contact", at=at, way="phone", reached="yes", about="Ottoline saw it.")
    with sessions() as session:
        trail = str([row.details for row in session.scalars(select(AuditEvent))])
    for word in ("Quillfeather", "marmalade", "Ottoline"):
        assert word not in trail


def test_who_only_looks_changes_nothing(desk, reference, case_of):
    for role in (Role.LEGAL, Role.AUDITOR):
        who = desk(role, role.value)
        before = case_of(reference).version
        assert who.open(reference).status_code == 200
        assert who.send(reference, "work", "write_note", str(before), text="x").status_code == 403
        assert case_of(reference).version == before


def test_the_administrator_sees_no_case(desk, reference):
    assert desk(Role.ADMINISTRATOR, "adm").open(reference).status_code == 403


def test_a_form_that_there_is_none_of_is_a_clear_message(desk, reference):
    answer = desk().send(reference, "work", "close_everything")
    assert answer.status_code == 422
    assert "This page has no such form" in said(answer)


def test_every_tab_of_a_case_of_which_nothing_is_known_can_be_opened(desk, submit):
    bare = submit({}).json()["reference"]
    asha = desk(Role.MANAGER)
    for tab in TABS:
        assert asha.open(bare, tab).status_code == 200, tab


TABS = ("work", "people", "issues", "findings", "contacts", "adjustments", "risk", "decision", "letters", "documents", "timeline")


def test_markup_in_what_somebody_wrote_is_shown_as_text(desk, submit):
    bad = "<script>alert(1)</script>"
    record = a_record(
        complainant__name=bad, complainant__adjustments=bad, complainant__safe_contact=bad, issues__organisation=bad, story=bad
    )
    case = submit(record).json()["reference"]
    asha = desk(Role.MANAGER)
    asha.save(case, "work", "write_note", text=bad)
    asha.save(case, "issues", "from_record")
    for tab in TABS:
        assert "<script>alert" not in asha.open(case, tab).text, tab


@pytest.mark.parametrize(
    ("tab", "form", "fields"),
    [
        ("work", "finish_task", {}), ("work", "review_note", {"may_be_shared": "yes"}), ("decision", "approve", {}),
        ("adjustments", "decide_request", {"agreed": "yes"}), ("contacts", "share_note", {}),
    ],
)  # fmt: skip
def test_a_number_that_nothing_has_is_told_and_not_looked_up(desk, reference, tab, form, fields):
    mo = desk(Role.ASSISTANT_DIRECTOR, "mo")
    answer = mo.send(reference, tab, form, id="9" * 20, **fields)
    assert answer.status_code == 422
    assert "Give a whole number" in said(answer)
    assert mo.client.get(f"/staff/cases/{reference}/letters/{'9' * 20}").status_code == 404


@pytest.mark.covers("SM-1.27a", "SM-2.222a")
@pytest.mark.parametrize(("is_taken", "paragraph"), [(False, "SM-1.27"), (True, "SM-2.222")])
def test_what_a_party_sends_us_is_answered_within_ten_working_days(desk, reference, sessions, is_taken, paragraph):
    asha = desk()
    if is_taken:
        asha.save(reference, "work", "take")
    came = london_day(utc_now()) - timedelta(days=1)

    def waiting():
        with sessions() as session:
            of_it = CaseTask.kind == "answer_referring_mp", CaseTask.done_at.is_(None)
            return [(task.due_on, task.paragraph) for task in session.scalars(select(CaseTask).where(*of_it))]

    sent = {"at": f"{came}T09:30", "party": "referring_mp"}
    asha.save(reference, "contacts", "record_contact", **sent, way="email", direction="in")
    assert waiting() == [(working_days_after(came, 10), paragraph)]
    asha.save(reference, "contacts", "record_contact", **sent, way="phone", reached="no")  # nobody was reached
    asha.save(reference, "contacts", "record_contact", **{**sent, "party": "complainant"}, way="email")  # somebody else
    assert len(waiting()) == 1
    asha.save(reference, "contacts", "record_contact", **sent, way="email")
    assert waiting() == []


@pytest.mark.covers("SM-2.212a")
def test_a_case_that_who_took_the_call_had_first_begins_when_a_caseworker_is_given_it(desk, reference, sessions):
    desk(Role.INTAKE, "ina")
    mo, _asha = desk(Role.MANAGER, "mo"), desk()
    with sessions() as session:  # as a call leaves it (calls.owning)
        ina = session.scalars(select(StaffUser.id).where(StaffUser.username == "ina")).one()
        session.execute(update(Case).where(Case.reference == reference).values(assignee_id=ina))
        session.commit()

    def first():
        with sessions() as session:
            return session.scalars(select(CaseTask.due_on).where(CaseTask.kind == "first_contact")).all()

    assert first() == []
    mo.save(reference, "work", "give", to="asha", reason="It goes on to casework.")
    assert first() == [working_days_after(london_day(utc_now()), 10)]
    mo.save(reference, "work", "give", to="ina", reason="Back.")
    assert len(first()) == 1

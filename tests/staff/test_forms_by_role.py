"""Every form on the pages of a case: for which roles it works, and that a case of another team stays closed to all of them."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.casework import letter_pages
from intake_api.casework.tabs import TABS
from intake_api.redaction import pages as copies
from intake_api.redaction import scan_pages as scans
from intake_api.staff.roles import Role
from intake_api.worksheets.kinds import KINDS
from tests.intake_api.builders import a_record
from tests.staff.conftest import token_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what is asked is a table in a file

LINE = ("intake", "caseworker", "senior_caseworker", "manager", "assistant_director", "senior_decision_maker")
# Which forms work for whom, written out by hand: a form that is let to others is seen here.
FROM_INTAKE = """
    work/take work/give_back work/move_to_team work/set_status work/add_task work/finish_task work/write_note work/review_note
    allocation/pass_on allocation/categorise allocation/allocate_differently allocation/ask_for_category
    allocation/give_reasons allocation/flag_systemic people/set_called people/declare_conflict people/link_case
    people/add_party people/mend_party people/take_off_party
    issues/from_record issues/add_component findings/ask_query findings/determine_again contacts/plan_contact
    contacts/record_contact contacts/share_note adjustments/add_request adjustments/decide_request
    adjustments/escalate_request decision/came_back letters/write_letter letters/1/save_letter letters/1/send_letter
    letters/1/print_letter letters/1/email_letter letters/1/ask_drafting_advice letters/1/answer
"""
FROM_CASEWORKER = """
    issues/decide_component findings/review_finding findings/agree_with_rest
    risk/add_risk risk/change_risk risk/close_risk risk/add_monitor
    investigation/issue_views investigation/issue_report
    risk/assess decision/decide decision/withdraw decision/close decision/review_return copies/begin_copy copies/1/hide
    copies/1/show_again copies/1/take_up copies/1/make_copy
    copies/1/hide_box copies/1/show_boxes copies/1/make_scan
"""
FROM_SENIOR = "work/give decision/approve decision/send_back decision/sign_off"
FROM_MANAGER = "allocation/answer_review findings/answer_query risk/agree_risk"
FROM_DIRECTOR = "risk/review_plan"
LOOKERS = ("legal", "auditor")  # see cases; of the forms they have those that need no more than that
BESIDE = {
    "work/write_advice": ("legal",), "findings/answer_query": (*LINE[3:], "legal"),
    "work/finish_task": (*LINE, *LOOKERS), "work/review_note": (*LINE, *LOOKERS),
}  # fmt: skip


# Worksheets that not everybody who changes cases may save
SHEETS = {
    "clinical_analysis": "caseworker", "decision_form": "caseworker", "legal_remedy": "caseworker", "time_limit": "caseworker",
    "primary_decision": "caseworker", "senior_escalation": "caseworker", "agreement_checkpoint": "senior_caseworker",
    "complex_agreement": "manager", "out_of_time_approval": "assistant_director", "senior_oversight": "assistant_director",
    "senior_approval": "senior_decision_maker",
}  # fmt: skip


def expected() -> dict[str, tuple[str, ...]]:
    """The roles each form works for."""
    levels = (FROM_INTAKE, FROM_CASEWORKER, FROM_SENIOR, FROM_MANAGER, FROM_DIRECTOR)
    forms = {form: LINE[rung:] for rung, names in enumerate(levels) for form in names.split()} | BESIDE
    return forms | {address_of(kind): LINE[LINE.index(SHEETS.get(name, "intake")) :] for name, kind in KINDS.items()}


def address_of(kind) -> str:
    """A worksheet as `page/form`."""
    return f"worksheets/{kind.id}/{ {'case': 'case', 'component': 'component-1', 'entries': 'entry-new'}[kind.scope] }/save"


def all_forms() -> set[str]:
    """Every form there is on the pages of a case, as `page/form`."""
    forms = {f"{tab.name}/{form}" for tab in TABS for form in tab.acts} | {"copies/begin_copy"}
    forms |= {f"letters/1/{form}" for form in letter_pages.ACTS} | {f"copies/1/{form}" for form in (*copies.ACTS, *scans.ACTS)}
    return forms | {address_of(kind) for kind in KINDS.values()}


def send(browser, reference, form, csrf_token):
    """Sends a form with nothing filled in, on a version that there never was."""
    page, _, name = form.rpartition("/")
    given = {"csrf_token": csrf_token, "form": name, "version": "0"}
    return browser.post(f"/staff/cases/{reference}/{page}", data=given)


def test_every_form_of_a_case_is_in_the_table(database_url):
    assert set(expected()) == all_forms()


@pytest.mark.parametrize("role", list(Role))
def test_every_form_works_for_its_roles_and_for_nobody_else(logged_in, submit, role):
    reference = submit(a_record()).json()["reference"]
    browser = logged_in(role)
    csrf_token = token_of(browser, "/staff/log-ins")
    answers = {form: send(browser, reference, form, csrf_token) for form in expected()}
    let = {form for form, answer in answers.items() if answer.status_code != 403}
    assert let == {form for form, roles in expected().items() if role in roles}
    assert {answer.status_code for answer in answers.values()} <= {403, 404, 409, 422}  # and nothing was saved


def test_no_form_opens_a_case_of_another_team(logged_in, submit, sessions):
    """Not even one that is filled in wrong, which would be handed back on the page of the case."""
    reference = submit(a_record()).json()["reference"]
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == reference).values(team="North"))
        session.commit()
    browser = logged_in(Role.SENIOR_CASEWORKER, "South")
    csrf_token = token_of(browser, "/staff/log-ins")
    open_to_role = [form for form, roles in expected().items() if Role.SENIOR_CASEWORKER in roles]
    for form in open_to_role:
        answer = send(browser, reference, form, csrf_token)
        assert (answer.status_code, "another team" in answer.text) == (403, True), form
        assert "Zephyrine" not in answer.text, form
    with sessions() as session:
        tries = session.scalars(select(AuditEvent).where(AuditEvent.action == "refused_by_team")).all()
    assert len(tries) == len(open_to_role)

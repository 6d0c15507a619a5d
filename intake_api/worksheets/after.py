"""What follows in the case once a worksheet is saved: tasks, components, a trace. A kind's file names its function (`after`).

Each is given the change, the typed facts, the place of the sheet, and whether it was finished; it commits nothing.
"""

from __future__ import annotations

from intake_api.cases.models import ORDINARY, PRIORITISED, RISK_FIRST
from intake_api.casework import issues, tasks
from intake_api.casework.changing import Change
from intake_api.casework.models import CaseComponent
from intake_api.staff.roles import Role
from intake_api.worksheets.places import Place
from service_model.casework.clinical_advice import NameRequest, when_asked_for_the_name
from service_model.casework.components import scope
from service_model.casework.priority import PriorityFacts
from service_model.worksheets.clinical_advice import AdviceRequest, clarify
from service_model.worksheets.enough_to_decide import EnoughToDecide
from service_model.worksheets.legal_request import LegalRequest
from service_model.worksheets.prioritising import Prioritising
from service_model.worksheets.provider import Provider, organisation_to_record
from service_model.worksheets.summary_of_complaint import Summary, as_rules_read
from service_model.worksheets.without_clinical_advice import WithoutAdvice, agreed_by, agreed_on

_TEAMS = {
    "information_access_team": "Information Access and Assurance Team", "lead_clinician": "Lead clinician",
    "clinical_adviser": "Clinical adviser",
}  # fmt: skip


def make_components(change: Change, facts: Summary, _place: Place, is_finished: bool) -> None:
    """One component for each issue that goes forward and has none of its name yet (SM-2.232, 2.241)."""
    if not is_finished:
        return
    known = {each.heading.casefold() for each in issues.fetch(change.session, change.case)}
    new = [name for name in scope(as_rules_read(facts)).going_forward if name.casefold() not in known]
    for name in dict.fromkeys(new):
        organisation = change.case.organisation
        change.session.add(CaseComponent(**change.stamp(), heading=name, organisation=organisation, summary=name))
    if new:
        change.session.flush()
        change.trace("component_added", count=str(len(new)))


def refer(change: Change, facts: AdviceRequest, place: Place, _is_finished: bool) -> None:
    """A wish for the adviser's name is referred, unclear advice is clarified: a task each (SM-3.21, 3.49)."""
    asked = NameRequest.model_validate({"asked": facts.name_asked, "to_refer_to_regulator": facts.for_regulator})
    for duty in (*when_asked_for_the_name(asked), *clarify(facts)):
        if team := next((_TEAMS[to] for to in duty.to if to in _TEAMS), None):
            what = f"{team}: {duty.what[:1].lower()}{duty.what[1:]} (Advice request {place.entry})"
            tasks.open_task(change, kind=duty.name, what=what, paragraph=duty.paragraphs[0])


def ask_the_legal_team(change: Change, _facts: LegalRequest, place: Place, is_finished: bool) -> None:
    """The question is on the Legal Team's list; its words stay on the sheet, which is privileged (SM-3.52, 3.53)."""
    if is_finished:
        what = f"Answer question {place.entry} to the Legal Team."
        tasks.open_task(change, kind="legal_advice", what=what, paragraph="SM-3.52", role=Role.LEGAL)


def record_organisation(change: Change, facts: Provider, _place: Place, is_finished: bool) -> None:
    """Of a family health service provider the individual who signed is the organisation of the case (SM-2.208)."""
    name = organisation_to_record(facts)
    if is_finished and name and name != change.case.organisation:
        change.case.organisation = name
        change.trace("organisation_recorded", fields=["organisation"])


def note_priority(change: Change, facts: Prioritising, _place: Place, is_finished: bool) -> None:
    """The case moves in the queue; the trail names ground, manager and day (SM-3.100)."""
    if is_finished:
        _give_priority(change, is_given=facts.prioritised)
        day = facts.discussed_on.isoformat() if facts.discussed_on else None
        answer = None if facts.prioritised is None else "yes" if facts.prioritised else "no"
        change.trace("case_prioritised", ground=facts.ground, manager=facts.manager, discussed_on=day, answer=answer)


def note_intake_priority(change: Change, facts: PriorityFacts, _place: Place, is_finished: bool) -> None:
    """What was decided at intake moves the case in the queue (SM-1.39)."""
    if is_finished:
        _give_priority(change, is_given=None if facts.decision is None else facts.decision == "prioritised")


def _give_priority(change: Change, *, is_given: bool | None) -> None:
    """The newest decision counts. Who may come to harm stays first; undecided, the case stays where it is."""
    before = change.case.priority
    if is_given is None or before == RISK_FIRST:
        return
    change.case.priority = PRIORITISED if is_given else ORDINARY


def note_agreement(change: Change, facts: WithoutAdvice, _place: Place, is_finished: bool) -> None:
    """The trail names who agreed that no clinical advice is sought, and when (SM-3.13)."""
    if is_finished and facts.why_without_advice and (who := agreed_by(facts)) is not None:
        day = agreed_on(facts) or change.today
        fields = ["why_without_advice"]
        change.trace("no_clinical_advice_agreed", fields=fields, agreed_by=who, discussed_on=day.isoformat())


def answered(change: Change, _facts: EnoughToDecide, _place: Place, is_finished: bool) -> None:
    """The task that asked is done (SM-2.218)."""
    if is_finished:
        tasks.finish_kind(change, "enough_to_decide")

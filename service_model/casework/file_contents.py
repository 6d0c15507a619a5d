"""What must be on file before a case goes on for further or early consideration, and who it goes to (SM-1.22 to 1.26)."""

from __future__ import annotations

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.contact_preferences import way_of_contact
from service_model.determination import Determination, Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.interview import open_questions
from service_model.record import Complaint, Part, Person

GATE = "on_file"


class FileFacts(Part):
    """What lies on file. Handlers are the organisations complained about and any second tier or other complaint handler."""

    form_completed: bool | None = None
    open_questions: tuple[str, ...] | None = None
    handlers: tuple[str, ...] | None = None
    replies_on_file: tuple[str, ...] = ()
    meeting_held: bool | None = None
    recording_on_file: bool | None = None
    transcript_exists: bool | None = None
    transcript_on_file: bool | None = None
    represented: bool | None = None
    consent_on_file: bool | None = None
    representative_phone: str | None = None
    complainant_phone: str | None = None
    letter_sent: bool | None = None


class Allocation(Part):
    """Who the case goes to. `specialist` is a team, or 'none' once somebody has decided that none is needed."""

    specialist: str | None = None
    summary: str | None = None
    explanation: str | None = None


def form_questions(complaint: Complaint, determination: Determination, *, authority: Authority = PHSO) -> Finding:
    """A completed complaint form, or answers on file to all of its questions (1.23)."""
    missing = open_questions(complaint, determination, authority=authority)
    return _form(FileFacts(open_questions=missing))


def items_on_file(facts: FileFacts) -> tuple[Finding, ...]:
    """One finding for each thing that must be on file: met, not met (it is missing), or nobody has looked (1.23)."""
    return (_form(facts), _replies(facts), _meetings(facts), _consent(facts), *_telephones(facts))


def missing_from_file(facts: FileFacts) -> tuple[str, ...]:
    """What is known to be missing, in words for a letter or a task (1.23, 1.25)."""
    return tuple(finding.reason for finding in items_on_file(facts) if finding.status == "not_met")


def request_for_missing_items(complainant: Person) -> Recommendation:
    """Missing items are usually asked for by telephone, or in the way the complainant prefers (1.24)."""
    return way_of_contact(complainant, at="SM-1.24")


def ready_but_incomplete(ready: bool | None, facts: FileFacts, *, authority: Authority = PHSO) -> Recommendation:
    """Ready for us, but more is needed: write to the complainant, then close as 'further information required' (1.25)."""
    missing = missing_from_file(facts)
    if ready is None:
        return Recommendation("ready_but_incomplete", None, "Is the case ready for us?", ("SM-1.25",), "policy", ("ready",))
    if not ready or not missing:
        why = "Nothing is known to be missing." if ready else "The case is not ready for us."
        return Recommendation("ready_but_incomplete", "does_not_arise", why, ("SM-1.25",), "policy")
    if facts.letter_sent:
        code = authority.closure_codes["further_information"]
        return Recommendation("ready_but_incomplete", code, "The letter has gone.", ("SM-1.25",), "policy")
    what = "Write to explain what we still need. " + " ".join(missing)
    letter = Duty("write_for_what_is_missing", what, "policy", ("SM-1.25",), ("complainant",))
    return Recommendation("ready_but_incomplete", "write", " ".join(missing), ("SM-1.25",), "policy", duties=(letter,))


def when_they_come_back(closed_as: str, *, information_came: bool, authority: Authority = PHSO) -> Recommendation:
    """They send what was asked for: the same case is restarted and goes to an intake caseworker for review (1.26)."""
    if closed_as != authority.closure_codes["further_information"] or not information_came:
        return Recommendation("when_they_come_back", "does_not_arise", "Nothing to restart.", ("SM-1.26",), "policy")
    review = Duty("intake_review", "Review what came in.", "policy", ("SM-1.26",), ("caseworker",))
    return Recommendation(
        "when_they_come_back", "restart_same_case", "What we asked for has come.", ("SM-1.26",), "policy", (), (review,)
    )


def allocate(allocation: Allocation) -> Recommendation:
    """A specialist team if one is needed, else the early consideration team's triage; with a summary and the reasons (1.22)."""
    if not allocation.specialist:
        why = "Decide first whether a specialist team is needed."
        return Recommendation("allocation", None, why, ("SM-1.22",), "policy", ("specialist",))
    needs = tuple(name for name in ("summary", "explanation") if not getattr(allocation, name))
    if needs:
        return Recommendation("allocation", None, "Write down the summary and how you decided.", ("SM-1.22",), "policy", needs)
    general = allocation.specialist.casefold() == "none"
    why = "No specialist team is needed." if general else "A specialist team is needed."
    return Recommendation("allocation", "ect_triage" if general else allocation.specialist, why, ("SM-1.22",), "policy")


def _form(facts: FileFacts) -> Finding:
    if facts.form_completed or facts.open_questions == ():
        return met(GATE, "The complaint form is answered.", "SM-1.23", kind="policy")
    if facts.open_questions:
        names = ", ".join(facts.open_questions)
        return not_met(GATE, f"Questions of the complaint form without an answer: {names}.", "SM-1.23", kind="policy")
    if facts.form_completed is False:
        return not_met(GATE, "A completed complaint form.", "SM-1.23", kind="policy")
    return cannot_tell(GATE, "Is there a completed complaint form?", "SM-1.23", kind="policy", needs=("form_completed",))


def _replies(facts: FileFacts) -> Finding:
    if facts.handlers is None:
        return cannot_tell(GATE, "Who has answered the complaint?", "SM-1.23", kind="policy", needs=("handlers",))
    missing = [name for name in facts.handlers if name not in facts.replies_on_file]
    if missing:
        return not_met(GATE, f"The complaint response of {' and of '.join(missing)}.", "SM-1.23", kind="policy")
    return met(GATE, "Every complaint response is on file.", "SM-1.23", kind="policy")


def _meetings(facts: FileFacts) -> Finding:
    if facts.meeting_held is None:
        return cannot_tell(GATE, "Was there a meeting?", "SM-1.23", kind="policy", needs=("meeting_held",))
    if facts.meeting_held and not facts.recording_on_file:
        return not_met(GATE, "The recording of the meeting.", "SM-1.23", kind="policy")
    if facts.meeting_held and facts.transcript_exists and not facts.transcript_on_file:
        return not_met(GATE, "The transcript of the meeting that exists already.", "SM-1.23", kind="policy")
    return met(GATE, "Nothing of a meeting is missing.", "SM-1.23", kind="policy")


def _consent(facts: FileFacts) -> Finding:
    if facts.represented is None:
        return cannot_tell(GATE, "Does somebody represent them?", "SM-1.23", kind="policy", needs=("represented",))
    if facts.represented and not facts.consent_on_file:
        return not_met(GATE, "The consent of the person who is represented.", "SM-1.23", kind="policy")
    return met(GATE, "No consent is missing.", "SM-1.23", kind="policy")


def _telephones(facts: FileFacts) -> tuple[Finding, ...]:
    held = {"complainant": facts.complainant_phone}
    if facts.represented:
        held["representative"] = facts.representative_phone
    return tuple(
        met(GATE, f"A telephone number of the {who}.", "SM-1.23", kind="policy")
        if number
        else not_met(GATE, f"A telephone number of the {who}.", "SM-1.23", kind="policy")
        for who, number in held.items()
    )

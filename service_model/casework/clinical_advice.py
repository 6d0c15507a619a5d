"""Clinical advice: deciding without it, explaining its use, not naming the adviser (SM-3.12 to 3.21, 3.50, 3.51)."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

ManagerView = Literal["agrees", "unsure", "disagrees"]
_TITLES = re.compile(r"^(dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame)\b\.?\s*", re.IGNORECASE)


class AdviceFacts(Part):
    """Clinical advice on one case. The manager is an Operations Manager."""

    clinical_view_needed: bool | None = None
    advice_received: bool | None = None
    how_used: str | None = Field(None, max_length=5000, description="How the advice was used, as the decision explains it")
    delegated_authority: bool | None = Field(None, description="Of the caseworker, under the Accreditation Scheme")
    manager_view: ManagerView | None = Field(None, description="Clinical advice is not required")
    lead_clinician_agrees: bool | None = Field(None, description="The lead clinician's answer, where the manager is unsure")
    why_without_advice: str | None = Field(None, max_length=5000)


class NoStandardFacts(Part):
    """The adviser could not find a standard that applies."""

    steps_taken: str | None = Field(None, max_length=5000)
    delegated_authority: bool | None = None
    manager_view: Literal["satisfied", "unsure", "not_satisfied"] | None = None
    lead_clinician_agrees: bool | None = None


class Adviser(Part):
    """A clinical adviser, only so that nothing that goes out names them. `identifiers` are, say, a registration number."""

    name: str = Field(min_length=2, max_length=200)
    identifiers: tuple[str, ...] = ()


class NameRequest(Part):
    """The complainant asks for the name of the adviser."""

    asked: bool | None = None
    to_refer_to_regulator: bool | None = None


def may_decide(facts: AdviceFacts) -> Finding:
    """A view on a clinical decision needs clinical advice, or an agreed and recorded way without it (SM-3.12, 3.13)."""
    gate = "clinical_advice"
    if facts.clinical_view_needed is False or facts.advice_received:
        return met(gate, "No clinical advice is outstanding.", "SM-3.12", kind="policy")
    if facts.clinical_view_needed is None:
        reason = "Does it need a view on a clinical decision?"
        return cannot_tell(gate, reason, "SM-3.12", kind="policy", needs=("clinical_view_needed",))
    if (agreed := _agreed_without(facts)).status != "met":
        return agreed
    if not facts.why_without_advice:
        reason = "Record why a robust decision is possible without clinical advice."
        return not_met(gate, reason, "SM-3.13", kind="policy", needs=("why_without_advice",))
    return met(gate, "A decision without clinical advice is agreed and recorded.", "SM-3.13", kind="policy")


def explains_the_advice(facts: AdviceFacts) -> Finding:
    """Where clinical advice was received, the decision explains how it was used (SM-3.17)."""
    if facts.advice_received is None:
        reason = "Was clinical advice received? Then the decision explains how it was used."
        return cannot_tell("explains_the_advice", reason, "SM-3.17", needs=("advice_received",))
    if not facts.advice_received:
        return met("explains_the_advice", "No advice was received, so there is none to explain.", "SM-3.17")
    if facts.how_used:
        return met("explains_the_advice", "The decision explains how the advice was used.", "SM-3.17")
    reason = "Explain how the clinical advice was used."
    return not_met("explains_the_advice", reason, "SM-3.17", needs=("how_used",))


def may_rely_on_opinion(facts: NoStandardFacts) -> Finding:
    """No standard to be found: the manager, or a lead clinician, before the adviser's opinion is relied on (SM-3.50, 3.51)."""
    gate = "no_standard_found"
    if not facts.steps_taken:
        reason = "Record the steps taken to find a standard."
        return not_met(gate, reason, "SM-3.51", kind="policy", needs=("steps_taken",))
    if facts.delegated_authority:
        return met(gate, "The caseworker has delegated authority.", "SM-3.50", kind="policy")
    if facts.manager_view is None:
        reason = "Escalate it to an Operations Manager."
        return not_met(gate, reason, "SM-3.50", kind="policy", needs=("manager_view",))
    if facts.manager_view == "unsure" and facts.lead_clinician_agrees is None:
        reason = "The manager is unsure. Consult a lead clinician."
        return not_met(gate, reason, "SM-3.50", kind="policy", needs=("lead_clinician_agrees",))
    if facts.manager_view == "satisfied" or (facts.manager_view == "unsure" and facts.lead_clinician_agrees):
        return met(gate, "All reasonable steps were taken. The adviser's opinion may be relied on.", "SM-3.50", kind="policy")
    return not_met(gate, "Look further for a standard that applies.", "SM-3.50", kind="policy")


def names_no_adviser(text: str, advisers: tuple[Adviser, ...], *, others: tuple[str, ...] = ()) -> Finding:
    """Nothing that goes out names a clinical adviser or could identify one (SM-3.21). The finding repeats no name.

    Blocked by the full name, by an initial or a title with the surname, and by an identifier; not by the surname alone.
    Where one of the `others` of the case shares the surname, only the full name and the identifiers count.
    """
    plain = _words(text)
    surnames = {_words(other).split()[-1] for other in others if _words(other)}
    if any(f" {_words(mark)} " in f" {plain} " for adviser in advisers for mark in _marks(adviser, surnames)):
        return not_met("names_no_adviser", "It names a clinical adviser, or could identify one.", "SM-3.21", kind="policy")
    return met("names_no_adviser", "No clinical adviser is named.", "SM-3.21", kind="policy")


def when_asked_for_the_name(request: NameRequest) -> tuple[Duty, ...]:
    """Explain that advisers are not named, and refer the request; a lead clinician hears if a regulator is meant (SM-3.21)."""
    if not request.asked:
        return ()
    duties = [
        Duty("explain_advisers_not_named", "Explain that we do not name advisers.", "policy", ("SM-3.21",), ("complainant",)),
        Duty("refer_name_request", "Refer the request for the name.", "policy", ("SM-3.21",), ("information_access_team",)),
    ]
    if request.to_refer_to_regulator:
        what = "Tell a lead clinician that the name is wanted for a regulator."
        duties.append(Duty("tell_lead_clinician", what, "policy", ("SM-3.21",), ("lead_clinician",)))
    return tuple(duties)


def _agreed_without(facts: AdviceFacts) -> Finding:
    """Delegated authority, the manager's agreement, or a lead clinician's where the manager is unsure (SM-3.13)."""
    gate = "clinical_advice"
    if facts.delegated_authority or facts.manager_view == "agrees":
        return met(gate, "It is agreed that no clinical advice is needed.", "SM-3.13", kind="policy")
    if facts.manager_view is None:
        reason = "Discuss with an Operations Manager if a decision is possible without clinical advice."
        return not_met(gate, reason, "SM-3.12", "SM-3.13", kind="policy", needs=("manager_view",))
    if facts.manager_view == "unsure" and facts.lead_clinician_agrees is None:
        reason = "The manager is unsure. Consult a lead clinician."
        return not_met(gate, reason, "SM-3.13", kind="policy", needs=("lead_clinician_agrees",))
    if facts.manager_view == "unsure" and facts.lead_clinician_agrees:
        return met(gate, "A lead clinician agrees that no clinical advice is needed.", "SM-3.13", kind="policy")
    return not_met(gate, "Get clinical advice.", "SM-3.12", "SM-3.13", kind="policy", needs=("advice_received",))


def _marks(adviser: Adviser, shared: set[str]) -> tuple[str, ...]:
    name = _TITLES.sub("", adviser.name.strip())
    *first, surname = name.split() or [name]
    marks = [name, *adviser.identifiers, *([f"{first[0]} {surname}"] if first else [])]
    if first and _words(surname) not in shared:
        title = _TITLES.match(adviser.name.strip())
        marks += [f"{first[0][0]} {surname}", f"{title.group(1) if title else 'Dr'} {surname}"]
    return tuple(mark for mark in marks if _words(mark))


def _words(text: str) -> str:
    """The words in lower case without accents, with nothing but single spaces between them."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(each for each in letters if not unicodedata.combining(each))))

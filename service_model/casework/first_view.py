"""What the intake record alone says about the caseworker's first questions, before anyone has worked on the case.

Everything here is a recommendation with its reason. Words that were read only ever suggest a yes; what was not said is
open (`choice` None, `needs`), never a no.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.casework.dispute_resolution import may_suit
from service_model.casework.early_route import FACTORS
from service_model.casework.early_route import NAME as EARLY
from service_model.casework.priority import possible_priority
from service_model.casework.public_value_scale import PublicValueScale
from service_model.casework.resolution import can_be_resolved_by
from service_model.casework.scales import scale_of
from service_model.casework.serious_harm import NAME as HARM
from service_model.casework.triage import Categorisation, TriageFacts, category, from_signals
from service_model.determination import Determination
from service_model.duties import Recommendation
from service_model.record import Complaint

# Words in the answer to 'how has this affected you' that say it goes on (SM-2.83). Found, they suggest a yes to confirm.
_GOES_ON = tuple(
    f" {words} "
    for words in ("still", "to this day", "every day", "every night", "ongoing", "on-going", "continues", "continuing",
                  "ever since", "cannot", "can't", "can’t")
)  # fmt: skip
_MARKS = str.maketrans(dict.fromkeys(".,;:!?()\n\r\t", " "))
# Signals that show it may be hard for them to reach us and to take part, each with its words.
_ACCESS = {
    "disability": "a disability",
    "large_print": "large print",
    "bsl": "British Sign Language",
    "interpreter": "an interpreter",
    "prisoner": "being in prison",
}
_SHORTEST, _SHOWN, _READ = 4, 300, 2000


def first_view(
    complaint: Complaint, determination: Determination, *, today: date, authority: Authority = PHSO
) -> tuple[Recommendation, ...]:
    """The first view of a case, in the order of the guidance. Empty for an authority that has no scales of its own.

    Pure; never raises; `determination` is that of the same complaint.
    """
    scale = scale_of(authority.id, "public_value", PublicValueScale)
    criteria = scale_of(authority.id, "categorisation", Categorisation)
    if scale is None or criteria is None:
        return ()
    signals = frozenset(signal.name for signal in complaint.signals)
    procedures = tuple(view.procedure for view in case_of(complaint, today=today, authority=authority).views)
    return (
        category(TriageFacts.model_validate({"answers": from_signals(signals, criteria)}), criteria),
        possible_priority(complaint),
        *_public_value(complaint, signals, procedures, scale),
        _adjustments(complaint, signals),
        _early(signals),
        may_suit(determination.outcome),
        _resolution(determination),
        _harm(signals, procedures),
    )


def _public_value(
    complaint: Complaint, signals: Collection[str], procedures: tuple[str | None, ...], scale: PublicValueScale
) -> tuple[Recommendation, ...]:
    """The answers to the questions of the Public Value Model that are known, and one row for those that are open (SM-2.83)."""
    answers = (_access(complaint, signals), _group(signals), _parliamentary(procedures), _going_on(complaint))
    known = {name: answer for name, answer in answers if answer}
    rows = [
        Recommendation(f"public_value.{each.id}", *known[each.id], ("SM-2.83",)) for each in scale.questions if each.id in known
    ]
    open_ = tuple(each.id for each in scale.questions if each.id not in known)
    reason = "A person scores the test. " + (f"{len(open_)} questions are open." if open_ else "") + scale.note()
    return (Recommendation("public_value", None, reason, ("SM-2.77", "SM-2.78", "SM-2.83"), needs=open_), *rows)


_Answer = tuple[str, tuple[str, str] | None]


def _access(complaint: Complaint, signals: Collection[str]) -> _Answer:
    """Can they reach us and take part? What they asked for, or spoke of, suggests that it may be hard (SM-2.83)."""
    name, asked = "access_and_engagement", complaint.complainant.adjustments
    spoken = [words for signal, words in _ACCESS.items() if signal in signals]
    if spoken:
        return name, ("may_be_hard", f"They speak of {', '.join(spoken)}.")
    if asked and len(asked) >= _SHORTEST:
        return name, ("may_be_hard", f"About adjustments they said: “{_cut(asked)}”")
    return name, None


def _group(signals: Collection[str]) -> _Answer:
    """A protected characteristic, where they spoke of a disability. Nobody is ever taken to have none (SM-2.83)."""
    found = "disability" in signals
    return "underrepresented", ("may_be", "They speak of a disability, a protected characteristic.") if found else None


def _parliamentary(procedures: tuple[str | None, ...]) -> _Answer:
    """About a parliamentary organisation, if any part of it is (SM-2.83)."""
    if "parliamentary" in procedures:
        return "parliamentary", ("yes", "It concerns a parliamentary organisation.")
    settled = procedures and None not in procedures
    return "parliamentary", ("no", "No part of it concerns a parliamentary organisation.") if settled else None


def _going_on(complaint: Complaint) -> _Answer:
    """Does the injustice go on? In their own words, where they say so (SM-2.83)."""
    said = complaint.injustice or ""
    plain = f" {said[:_READ].lower().translate(_MARKS)} "
    found = any(words in plain for words in _GOES_ON)
    return "ongoing_impact", ("yes", f"It seems to go on. They said: “{_cut(said)}”") if found else None


def _adjustments(complaint: Complaint, signals: Collection[str]) -> Recommendation:
    """Adjustments are taken into account, and whether a need for one keeps them from explaining fully (SM-2.86)."""
    name, asked = "adjustments", complaint.complainant.adjustments
    prompt = "Consider this, and whether it keeps them from explaining fully."
    if asked:
        reason = f"They said: “{_cut(asked)}” {prompt}"
        return Recommendation(name, "take_into_account", reason, ("SM-2.86", "SM-2.87"), "legal", needs=("hard_to_explain",))
    spoken = [words for signal, words in _ACCESS.items() if signal in signals and signal != "prisoner"]
    if spoken:
        reason = f"They speak of {', '.join(spoken)}. {prompt}"
        return Recommendation(name, "take_into_account", reason, ("SM-2.86", "SM-2.87"), "legal", needs=("hard_to_explain",))
    reason = "No adjustment is recorded. That does not mean that none is needed."
    return Recommendation(name, None, reason, ("SM-2.86",), "legal", needs=("adjustments", "hard_to_explain"))


def _early(signals: Collection[str]) -> Recommendation:
    """Would it suit early consideration? A possible avoidable death generally would not (SM-2.97, 2.107)."""
    if "avoidable_death" in signals:
        reason = "They speak of a death or serious harm that might have been avoided. Generally for primary investigation."
        return Recommendation(EARLY, "primary_investigation", reason, ("SM-2.107",))
    reason = "Consider if early consideration could resolve or adjudicate it. The record alone does not say."
    return Recommendation(EARLY, None, reason, ("SM-2.97", "SM-2.107"), needs=tuple(FACTORS))


def _resolution(determination: Determination) -> Recommendation:
    """Could it be resolved? Wherever the law lets us consider it; no type of case is barred (SM-2.132, 2.138)."""
    found = can_be_resolved_by(determination)
    choice = {"met": "possible", "not_met": "not_possible", "cannot_tell": None}[found.status]
    needs = found.needs if choice is None else ("satisfactory_with_little",) if choice == "possible" else ()
    return Recommendation("attempt_resolution", choice, found.reason, (*found.paragraphs, "SM-2.138"), found.kind, needs)


def _harm(signals: Collection[str], procedures: tuple[str | None, ...]) -> Recommendation:
    """Do we presume to investigate? A possible avoidable death in a health complaint points there (SM-3.69 to 3.71)."""
    cites, needs = ("SM-3.69", "SM-3.70", "SM-3.71"), ("failure_affecting_survival", "avoidable_serious_harm", "public_interest")
    if "avoidable_death" not in signals:
        return Recommendation(HARM, None, "The record does not say if one of these cases is at hand.", cites, "policy", needs)
    said = "They speak of a death or serious harm that might have been avoided."
    if "health" in procedures:
        reason = f"{said} If there are signs of serious failure, we presume to investigate."
        return Recommendation(HARM, "consider_presumption", reason, cites, "policy", needs)
    reason = f"{said} It is not known to be a health complaint, where we would presume to investigate."
    unknown = ("health",) if None in procedures else ()
    return Recommendation(HARM, None, reason, cites, "policy", (*unknown, *needs))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + " …"

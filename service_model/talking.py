"""What was said in a talk, as a complaint record: one way for chat, call and form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from service_model.facts import FACTS, record_from
from service_model.record import Complaint

CONSENTS: Mapping[str, str] = {
    "consent_to_process": "process_complaint", "consent_to_obtain": "obtain_and_share_information",
    "joint_working": "share_with_other_ombudsman",
}  # fmt: skip
"""The facts whose answer is a consent, and to what."""
_ANSWERS = {"share": True, "do_not_share": False}
_WHO = {"self": "complainant", "someone_else": "representative"}


def consent_given(value: object) -> bool | None:
    """Does this answer to a question of `CONSENTS` agree? None: it neither agrees nor refuses ('it is not about a council').

    >>> consent_given(True), consent_given("do_not_share"), consent_given("not_joint")
    (True, False, None)
    """
    return value if isinstance(value, bool) else _ANSWERS.get(str(value))


def record_of_talk(
    answers: Mapping[str, Any],
    *,
    channel: str,
    body: str | None,
    signals: Iterable[Mapping[str, Any]],
    unanswered: Mapping[str, str],
    notes: Mapping[str, Any],
    **about: Any,
) -> Complaint:
    """The record that the answers of a talk make. `notes` hold consents, notices and where each answer came from.

    Raises pydantic.ValidationError for a value the record cannot hold.
    """
    if body:
        about["issues"] = [{"body": body}]
    return record_from(
        {name: answers[name] for name in FACTS if answers.get(name) is not None},
        channel=channel,
        signals=[{key: row.get(key) for key in ("name", "detail", "reason")} for row in signals],
        unanswered=dict(unanswered),
        consents=list(notes.get("consents") or []),
        notices=list(notes.get("notices") or []),
        heads=list(notes.get("heads") or []),
        provenance=_with_who_said_it(notes.get("provenance") or {}, answers.get("complaining_for")),
        **about,
    )


def _with_who_said_it(provenance: Mapping[str, Any], complaining_for: object) -> dict[str, Any]:
    """Someone who acts for another gives the answers as the representative (SM-1.10)."""
    who = _WHO.get(str(complaining_for))
    return {name: {**row, "given_by": who} for name, row in provenance.items()} if who else dict(provenance)

"""The organisation's own complaints process, as staff see to it (SM-2.65 to 2.76)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from service_model.case import Case, View
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part


class AudioReplyFacts(Part):
    """A reply that may be by voice only, and whether the organisation has been asked for a written one."""

    health: bool | None = None
    reply_format: Literal["written", "audio", "duty_of_candour_only"] | None = None
    written_reply_requested_on: date | None = None


class MeetingFacts(Part):
    """A local resolution meeting, offered after the written reply."""

    offered: bool | None = None
    wanted: bool | None = None


class ConfirmationFacts(Part):
    """What the organisation said when it was asked whether local resolution is complete."""

    outcome: Literal["complete", "not_complete"] | None = None
    asked_on: date | None = None


class PrematureCloseFacts(Part):
    """What the complainant has been told, or will be in the letter, when a case is closed as premature."""

    told_of_time_limit: bool | None = None
    told_it_can_be_put_to_one_side: bool | None = None


def route(case: Case, view: View) -> Recommendation:
    """A self-referral by a health organisation goes straight to the Assistant Director; all else through intake (SM-2.65)."""
    if not case.complaint.organisation_self_referral or view.procedure != "health":
        return Recommendation("route", "intake_triage", "Not a self-referral by a health organisation.", ("SM-2.65",))
    send = Duty(
        "refer_to_assistant_director",
        "Refer it directly to the Assistant Director - Casework for senior caseworker teams. No intake triage.",
        "guidance",
        ("SM-2.65",),
        to=("assistant_director",),
    )
    return Recommendation("route", "assistant_director", "A health organisation refers itself.", ("SM-2.65",), duties=(send,))


def audio_reply(facts: AudioReplyFacts) -> Recommendation:
    """An audio reply from the NHS is no written one: ask the organisation for that, then decline as premature (SM-2.69)."""
    cites = ("SM-2.69",)
    if facts.health is None or (facts.health and facts.reply_format is None):
        needs = tuple(name for name in ("reply_format", "health") if getattr(facts, name) is None)
        return Recommendation("audio_reply", None, "We need to know how they answered.", cites, "policy", needs=needs)
    if not facts.health or facts.reply_format != "audio":
        return Recommendation("audio_reply", "nothing_to_do", "The rule is for audio replies in health cases.", cites, "policy")
    ask = Duty("request_written_reply", "Ask the organisation to give a written reply.", "policy", cites, to=("organisation",))
    if facts.written_reply_requested_on is None:
        reason = "The NHS has to answer in writing."
        return Recommendation("audio_reply", "request_written_reply", reason, cites, "policy", duties=(ask,))
    tell = Duty(
        "tell_of_time_limit", "Tell them of the time limit and our discretion.", "policy", ("SM-2.73",), to=("complainant",)
    )
    reason = f"They were asked for a written reply on {facts.written_reply_requested_on:%-d %B %Y}."
    return Recommendation("audio_reply", "decline_as_premature", reason, cites, "policy", duties=(tell,))


def meeting(facts: MeetingFacts) -> Recommendation:
    """A meeting is suggested; who does not want it asks for confirmation in writing, which we may get (SM-2.70, 2.71)."""
    if facts.offered is None:
        return Recommendation("meeting", None, "We need to know if a meeting was offered.", ("SM-2.70",), needs=("offered",))
    if not facts.offered:
        return Recommendation("meeting", "nothing_to_do", "No meeting was offered.", ("SM-2.70",))
    if facts.wanted is not False:
        suggest = Duty("suggest_meeting", "Suggest the meeting as the next step.", "guidance", ("SM-2.70",), to=("complainant",))
        return Recommendation("meeting", "suggest_meeting", "A meeting may settle it.", ("SM-2.70",), duties=(suggest,))
    cites = ("SM-2.71",)
    ask = Duty(
        "ask_for_written_confirmation",
        "Suggest that they ask the organisation to confirm in writing that local resolution is complete.",
        "guidance",
        cites,
        to=("complainant",),
    )
    confirm = Duty(
        "confirm_with_organisation",
        "Confirm it with the organisation for them, if that suits the case, and record the outcome.",
        "guidance",
        cites,
        to=("organisation",),
        must=False,
    )
    return Recommendation("meeting", "ask_for_written_confirmation", "No meeting is wanted.", cites, duties=(ask, confirm))


def confirmation_recorded(facts: ConfirmationFacts) -> Finding:
    """The outcome of asking the organisation is recorded with its day (SM-2.71)."""
    needs = tuple(name for name in ("outcome", "asked_on") if getattr(facts, name) is None)
    if needs:
        return cannot_tell("local_resolution_complete", "Record what the organisation said, and when.", "SM-2.71", needs=needs)
    words = f"Asked on {facts.asked_on:%-d %B %Y}."
    if facts.outcome == "complete":
        return met("local_resolution_complete", f"The organisation has finished. {words}", "SM-2.71")
    return not_met("local_resolution_complete", f"The organisation has not finished. {words}", "SM-2.71")


def departure_recorded(explanation: str | None, *, second_tier: bool = False) -> Finding:
    """Not to require the earlier procedures needs a recorded reason to consider the case now (SM-2.76; second tier 2.146)."""
    cite = "SM-2.146" if second_tier else "SM-2.76"
    if explanation is None or not explanation.strip():
        words = "Explain why we should consider the case now. It cannot be passed on without that."
        return not_met("departure_recorded", words, cite, kind="policy", needs=("explanation",))
    return met("departure_recorded", explanation.strip(), cite, kind="policy")


def may_close_as_premature(facts: PrematureCloseFacts) -> Finding:
    """They are told of the time limit, and that it can be put to one side if that is reasonable (SM-2.73, 2.271)."""
    needs = tuple(name for name in PrematureCloseFacts.model_fields if getattr(facts, name) is not True)
    if needs:
        words = "Tell them of the time limit, and that we can put it to one side if that is reasonable."
        return not_met("told_of_time_limit", words, "SM-2.73", "SM-2.271", kind="policy", needs=needs)
    return met("told_of_time_limit", "They are told of the time limit and of our discretion.", "SM-2.73", kind="policy")

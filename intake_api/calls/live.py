"""The live determination of a call: what we know, what follows and why, what is still needed, what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from intake_api import wording
from intake_api.cases.service import RISK_SIGNALS
from intake_api.conversations.talk import Talk
from intake_api.form import flow, progress, questions
from intake_api.staff import present, words
from service_model import FACTS, PHSO, Determination
from service_model.determination import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, answer or flag as the screen shows it."""

    label: str
    text: str
    paragraphs: str = ""
    status: str = ""
    colour: str = ""
    key: str = ""
    is_risk: bool = False


@dataclass(slots=True)
class Picture:
    """The right column. `outcome` is None while a question can still change it; `problem` when an answer cannot be right."""

    outcome: str | None = None
    closure_code: str | None = None
    known: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    flags: list[Row] = field(default_factory=list)
    steps: tuple[str, ...] = ()
    left: int | None = None
    is_joint: bool = False
    is_not_properly_made: bool = False


def picture(talk: Talk, *, today: date) -> Picture:
    """What follows from the answers so far. Never raises: an answer the rules cannot read leaves the rest as it is."""
    shown = Picture(known=_known(talk))
    try:
        judged = flow.judge(talk, today=today)
    except (ValidationError, ValueError):
        shown.flags = _signals(talk)
        return shown
    found = judged.determination
    shown.outcome = words.code(found.outcome) if found.outcome else None
    shown.closure_code = found.closure_code
    shown.findings = [_finding(row) for row in found.findings if row.status != "cannot_tell"]
    shown.needed = [questions.label(name) for name in found.missing if name not in questions.LEFT_OUT]
    shown.flags = _flags(talk, found)
    shown.steps = found.next_steps
    shown.left = progress.questions_left(talk, today=today)
    shown.is_joint = _is_joint(found) or bool(judged.complaint.joint_working is None and _joint_signals(talk))
    shown.is_not_properly_made = found.outcome == "not_properly_made"
    return shown


def _is_joint(found: Determination) -> bool:
    """Does it look like a case for working with another ombudsman? Then it is explained and asked on the call (SM-1.55)."""
    asked = "joint_working" in found.missing or found.outcome == "joint_working"
    return asked or any("joint" in flag.name for flag in found.flags)


def _joint_signals(talk: Talk) -> set[str]:
    """What in their words points to both sides, before the rules come to that question (SM-1.51, 1.55)."""
    rows = [*talk.signals, *(talk.slots.get("signals") or [])]
    return {str(row.get("name")) for row in rows} & set(PHSO.joint_working.flag_when_signals)


def _known(talk: Talk) -> list[Row]:
    return [
        Row(questions.label(name), questions.shown(name, talk.slots))
        for name in FACTS
        if name not in questions.LEFT_OUT and name != "story" and flow.is_settled(talk, name)
    ]


def _finding(row: Finding) -> Row:
    return Row(
        words.code(row.gate), row.reason, ", ".join(row.paragraphs), words.code(row.status),
        present.STATUS_COLOURS.get(row.status, "govuk-tag--grey"),
    )  # fmt: skip


def _flags(talk: Talk, found: Determination) -> list[Row]:
    """Risk of harm first, then what the rules raise; each name once."""
    rules = [Row(words.code(flag.name), flag.reason, ", ".join(flag.paragraphs), key=flag.name) for flag in found.flags]
    once = {row.key: row for row in (*rules, *_signals(talk))}
    return sorted(once.values(), key=lambda row: not row.is_risk)


def _signals(talk: Talk) -> list[Row]:
    rows = [*talk.signals, *(talk.slots.get("signals") or [])]
    names = dict.fromkeys(str(row.get("name")) for row in rows if row.get("name") in RISK_SIGNALS)
    return [Row(words.code(name), said_for(name), "", key=name, is_risk=True) for name in names]


def said_for(name: str) -> str:
    """What to read out at once for a signal of harm."""
    risk = {"self_harm_risk": "self_harm"}.get(name, name)
    return wording.text(f"utter_safety_{risk}", "phone")

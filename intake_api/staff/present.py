"""Turns a case into what its page shows. Plain values only: templates escape and lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from intake_api.cases.models import Case
from intake_api.cases.service import RISK_SIGNALS, with_evidence
from intake_api.conversations.models import Message
from intake_api.form.questions import dialled
from intake_api.languages.dates import vague_date
from intake_api.staff import words
from service_model.dates import VagueDate
from service_model.facts import FACTS
from service_model.record import Complaint, Issue, Person

STATUS_COLOURS = {"met": "govuk-tag--green", "not_met": "govuk-tag--red", "cannot_tell": "govuk-tag--yellow"}
_ELSEWHERE = frozenset(
    {"story", "complainant", "issues", "signals", "consents", "notices", "parties", "unanswered", "provenance", "heads"}
)
_AGREED = {True: "agreed", False: "not_agreed", None: "not_answered"}
_FACT_AT = {fact.path.replace("issues.0.", "issues."): name for name, fact in FACTS.items() if fact.path}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: its label, the answer in words, where it came from, and the person's own words for it."""

    label: str
    value: str
    source: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at, and whether someone may come to harm."""

    label: str
    reason: str
    paragraphs: str
    is_risk: bool


def case_page(case: Case, said: Sequence[Message] = ()) -> dict[str, Any]:
    """What the case page shows: recommendation, findings, flags, story, transcript, facts, contact, consents, signposts."""
    complaint = with_evidence(Complaint.model_validate(case.record), case.evidence)
    determination = case.determinations[-1].body
    return {
        "case": case,
        "outcome": words.code(case.outcome, "No recommendation yet: a question is still open"),
        "determination": determination,
        "findings": [_finding(finding) for finding in determination["findings"]],
        "flags": list(_flags(complaint, determination)),
        **_triage(determination.get("triage") or {}),
        "story": [block.split("\n") for block in (complaint.story or "").replace("\r\n", "\n").split("\n\n")],
        "heads": [[head.words, words.code(head.kind), words.code(_AGREED[head.agreed])] for head in complaint.heads],
        "transcript": [_line(message, case.channel) for message in said],
        "facts": list(_facts(complaint)),
        "issues": [list(_rows(issue, "issues", Issue, complaint)) for issue in complaint.issues],
        "unanswered": [
            Row(_fact_label(name), words.code(reason), words=_own_words(complaint, name))
            for name, reason in complaint.unanswered.items()
        ],
        "contact": list(_rows(complaint.complainant, "complainant", Person, complaint, skip={"safe_contact", "adjustments"})),
        "safe_contact": complaint.complainant.safe_contact,
        "adjustments": complaint.complainant.adjustments,
    }


def _line(message: Message, channel: str | None) -> dict[str, Any]:
    """One message: who said it, when, and the words."""
    person, office = ("The caller", "Read out") if channel == "phone" else ("The person", "Redress")
    return {"who": person if message.sender == "person" else office, "at": message.at, "text": message.text}


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    return {
        "gate": words.code(finding["gate"]), "status": words.code(finding["status"]),
        "colour": STATUS_COLOURS.get(finding["status"], "govuk-tag--grey"), "reason": finding["reason"],
        "paragraphs": ", ".join(finding["paragraphs"]), "kind": words.code(finding["kind"]),
    }  # fmt: skip


def _triage(triage: dict[str, Any]) -> dict[str, Any]:
    """What triage starts from: what is recommended, what a person has still to find out, risks to rate, days that count."""
    rows = triage.get("recommendations", [])
    return {
        "recommended": [[words.code(row["name"].rpartition(".")[2]), words.code(row["choice"]), row["reason"],
                         ", ".join(row["paragraphs"])] for row in rows if row["choice"]],
        "to_find_out": [Row(words.code(row["name"]), "; ".join(words.code(need) for need in row["needs"]))
                        for row in rows if not row["choice"] and row["needs"]],
        "suggested_risks": [[words.code(row["name"]), words.code(row["category"]), row["why"], ", ".join(row["paragraphs"])]
                            for row in triage.get("risks", [])],
        "due": [[words.code(row["name"]), vague_date(row["by"]), ", ".join(row["paragraphs"])]
                for row in triage.get("deadlines", [])],
    }  # fmt: skip


def _flags(complaint: Complaint, determination: dict[str, Any]) -> Iterator[Flag]:
    """The rules' flags, then what was read from the words and not flagged by a rule; risk of harm before all else."""
    found = [
        Flag(words.code(flag["name"]), flag["reason"], ", ".join(flag["paragraphs"]), flag["name"] in RISK_SIGNALS)
        for flag in determination["flags"]
    ]
    known = {flag["name"] for flag in determination["flags"]}
    for signal in complaint.signals:
        if signal.name not in known:
            detail = f" ({words.code(signal.detail).lower()})" if signal.detail else ""
            label = words.code(signal.name) + detail
            found.append(Flag(label, signal.reason or "Read from what the person wrote.", "", signal.name in RISK_SIGNALS))
    yield from sorted(found, key=lambda flag: not flag.is_risk)


def _facts(complaint: Complaint) -> Iterator[Row]:
    yield from _rows(complaint, "", Complaint, complaint, skip=_ELSEWHERE)


def _rows(
    part: BaseModel, prefix: str, model: type[BaseModel], complaint: Complaint, skip: frozenset[str] | set[str] = frozenset()
) -> Iterator[Row]:
    for name, info in model.model_fields.items():
        value = getattr(part, name)
        if name in skip or value is None:
            continue
        path = f"{prefix}.{name}".lstrip(".")
        if isinstance(value, BaseModel):  # what staff recorded as one thing: a referral, an earlier case
            for row in _rows(value, path, type(value), complaint):
                yield Row(f"{words.field(path)}: {row.label[:1].lower()}{row.label[1:]}", row.value, row.source)
            continue
        fact = _FACT_AT.get(path, "")
        given = complaint.provenance.get(fact)
        is_date, is_code = _is_date(info), _is_code(info) or name == "authority"
        shown = dialled(value) if name.endswith("phone") else words.answer(value, is_date=is_date, is_code=is_code)
        yield Row(words.field(path), shown, words.code(given.source) if given else "", _own_words(complaint, fact))


def _own_words(complaint: Complaint, fact: str) -> str:
    given = complaint.provenance.get(fact)
    return (given.words or "") if given else ""


def _fact_label(name: str) -> str:
    fact = FACTS.get(name)
    return words.field(fact.path.replace("issues.0.", "issues.") if fact and fact.path else name)


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is not Literal else (annotation,)


def _is_date(info: FieldInfo) -> bool:
    return not {VagueDate, date}.isdisjoint((info.annotation, *_parts(info.annotation)))


def _is_code(info: FieldInfo) -> bool:
    return any(get_origin(part) is Literal for part in (info.annotation, *_parts(info.annotation)))

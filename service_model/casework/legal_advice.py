"""Legal advice: privileged, not quoted, and referred to only with the Legal Team (SM-3.52 to 3.57)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import met, not_met
from service_model.record import Part

_SENTENCE = re.compile(r"[.!?;:\n]+")
_LONG_ENOUGH = 5  # words: shorter runs are in everybody's letters


class CaseNote(Part):
    """A document of the case file. `privileged`: a request to the Legal Team, or its advice."""

    title: str = Field(max_length=300)
    kind: Literal["legal_request", "legal_advice", "other"]
    legal_team_allows_sharing: bool | None = None


class LetterFacts(Part):
    """A letter or report that may speak of legal advice."""

    refers_to_legal_advice: bool | None = None
    discloses_that_advice_was_taken: bool | None = None
    legal_team_involved: bool | None = None


class LegalQuestion(Part):
    """What the complainant asks about legal advice."""

    asks_if_advice_was_taken: bool | None = None
    asks_for_the_advice: bool | None = None


def may_be_shared(notes: Iterable[CaseNote]) -> tuple[CaseNote, ...]:
    """What may leave the office: without the Legal Team's authority neither the request to it nor its advice (SM-3.53)."""
    return tuple(each for each in notes if each.kind == "other" or each.legal_team_allows_sharing)


def may_refer(letter: LetterFacts) -> Finding:
    """Legal advice is referred to, or said to have been taken, only with the Legal Team (SM-3.53, 3.55)."""
    gate = "refers_to_legal_advice"
    speaks = letter.refers_to_legal_advice or letter.discloses_that_advice_was_taken
    if not speaks:
        return met(gate, "It does not speak of legal advice.", "SM-3.53", kind="policy")
    if letter.legal_team_involved:
        return met(gate, "The Legal Team has been involved.", "SM-3.53", "SM-3.55", kind="policy")
    paragraph = "SM-3.53" if letter.refers_to_legal_advice else "SM-3.55"
    reason = "Discuss it with the Legal Team before it goes out."
    return not_met(gate, reason, paragraph, kind="policy", needs=("legal_team_involved",))


def quotes_no_advice(text: str, advice: Iterable[str]) -> Finding:
    """Legal advice is not quoted: no sentence of it stands in the letter, whatever the case or spacing (SM-3.54)."""
    letter = f" {_plain(text)} "
    sentences = (_plain(sentence) for document in advice for sentence in _SENTENCE.split(document))
    if any(f" {sentence} " in letter for sentence in sentences if len(sentence.split()) >= _LONG_ENOUGH):
        reason = "It quotes the legal advice. Explain the point of law in your own words."
        return not_met("quotes_legal_advice", reason, "SM-3.54", kind="policy")
    return met("quotes_legal_advice", "It quotes no legal advice.", "SM-3.54", kind="policy")


def answering_about_advice(question: LegalQuestion) -> tuple[Duty, ...]:
    """Asked directly, we may say that advice was taken, and say that it is not shared; a wish for it is referred (SM-3.56)."""
    duties: list[Duty] = []
    if question.asks_if_advice_was_taken:
        what = "You may confirm that we asked for or received legal advice. Say nothing of what is in it."
        duties.append(Duty("confirm_advice", what, "guidance", ("SM-3.56",), ("complainant",), must=False))
        what = "Make clear that we will not share the advice itself."
        duties.append(Duty("say_advice_is_not_shared", what, "guidance", ("SM-3.56",), ("complainant",)))
    if question.asks_for_the_advice:
        what = "Refer the request for the advice to the Legal Team."
        duties.append(Duty("refer_request_for_advice", what, "guidance", ("SM-3.56",), ("legal_team",)))
    return tuple(duties)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))

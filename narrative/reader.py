"""The spaCy pipeline that reads one text for everything at once: blank English, our own components, no downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from narrative import safety
from narrative.contacts import contacts_from, find_contacts
from narrative.dates import find_dates
from narrative.issues import find_issues
from narrative.learned import learned
from narrative.organisations import Organisations
from narrative.reading import Contacts, Name, Organisation, Reading
from narrative.signals import find_signals
from narrative.words import words_of

_LONGEST = 30_000
_PARTS = (
    "redress_words",
    "redress_learned",
    "redress_safety",
    "redress_contacts",
    "redress_organisations",
    "redress_signals",
    "redress_issues",
)


class Reader:
    """Reads free text. Build it once: it holds the register of bodies and is safe to share between threads."""

    def __init__(self, bodies: Iterable[Name]) -> None:
        nlp = spacy.blank("en")
        nlp.max_length = _LONGEST + 1
        self._organisations = Organisations(nlp, bodies)
        for name in _PARTS:
            nlp.add_pipe(name)
        nlp.get_pipe("redress_organisations").know(self._organisations)  # type: ignore[attr-defined]
        self._nlp = nlp
        self.read("Ready since March.", today=date(2024, 5, 1))

    def read(self, text: str, *, today: date) -> Reading:
        """Everything found in the text, dates relative to `today`. Never raises; at most 30,000 characters are read."""
        doc = self._nlp(text[:_LONGEST])
        found: dict[str, Any] = doc.user_data
        risks = found.get("risks", ())
        return Reading(
            text=text,
            organisations=tuple(found.get("organisations", ())),
            dates=tuple(find_dates(text, today=today)),
            contacts=found.get("contacts", Contacts()),
            signals=tuple(found.get("signals", ())),
            risk=risks[0] if risks else None,
            risks=risks,
            issues=tuple(found.get("issues", ())),
        )

    def organisation(self, said: str) -> tuple[str, str | None, list[dict[str, Any]]]:
        """The organisation an answer names: its words, its identifier (None when only candidates), and the candidates."""
        found: list[Organisation] = self._nlp(said[:2000]).user_data.get("organisations", [])
        known = [o for o in found if o.id]
        if len({o.id for o in known}) == 1 and known[0].confidence >= 0.85:
            return known[0].name, known[0].id, []
        candidates = {o.id: {"id": o.id, "name": o.name, "likeness": o.confidence} for o in known}
        only_a_kind = bool(found) and not known and all(o.confidence < 0.7 for o in found)  # 'my GP' is nobody in the register
        for body, likeness in [] if only_a_kind else self._organisations.nearest(said):
            candidates.setdefault(body.id, {"id": body.id, "name": body.name, "likeness": round(likeness, 2)})
        return (found[0].name if len(found) == 1 and len(said.split()) > 8 else said.strip()), None, list(candidates.values())[:3]


class _Part:
    """A pipeline component: a function from a doc to what it adds under one key."""

    def __init__(self, key: str, work: Callable[[Doc], Any]) -> None:
        self.key, self.work = key, work

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[self.key] = self.work(doc)
        return doc


class _OrganisationsPart(_Part):
    def __init__(self) -> None:
        super().__init__("organisations", lambda doc: [])

    def know(self, organisations: Organisations) -> None:
        self.work = lambda doc: organisations.find(doc, doc.user_data["words"])


@Language.factory("redress_words")
def _words(nlp: Language, name: str) -> _Part:
    return _Part("words", lambda doc: words_of(doc.text))


@Language.factory("redress_learned")
def _learned(nlp: Language, name: str) -> _Part:
    return _Part("guesses", lambda doc: learned(doc.user_data["words"]))


@Language.factory("redress_safety")
def _safety(nlp: Language, name: str) -> _Part:
    return _Part("risks", lambda doc: safety.assess_all(doc.text, doc.user_data["words"], doc.user_data["guesses"]))


@Language.factory("redress_contacts")
def _contacts(nlp: Language, name: str) -> _Part:
    return _Part("contacts", lambda doc: contacts_from(find_contacts(doc.text)))


@Language.factory("redress_organisations")
def _organisations(nlp: Language, name: str) -> _Part:
    return _OrganisationsPart()


@Language.factory("redress_signals")
def _signals(nlp: Language, name: str) -> _Part:
    return _Part("signals", lambda doc: find_signals(doc.user_data["words"], doc.user_data["risks"], doc.user_data["guesses"]))


@Language.factory("redress_issues")
def _issues(nlp: Language, name: str) -> _Part:
    return _Part("issues", lambda doc: find_issues(doc.user_data["words"]))

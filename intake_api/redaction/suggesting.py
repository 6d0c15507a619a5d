"""What is suggested to be hidden from a recipient: personal data of others, contact details, legal advice. A person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from intake_api.cases.models import Case
from intake_api.redaction.marks import Mark, joined, places_of
from intake_api.redaction.recipients import own_details
from narrative.contacts import find_contacts
from narrative.people import find_births, find_people
from service_model.record import CaseParty, Complaint

_KNOW_WHO_COMPLAINS = ("complainant", "representative", "aggrieved", "referring_mp", "organisation")
_CHUNK = 25_000  # characters that a reader of narratives takes at once
_SENTENCE = re.compile(r"[^.!?;:\n]+")
_LONG_ENOUGH = 5  # words, as legal_advice.quotes_no_advice has it


def suggested(
    text: str, case: Case, *, recipient: str, name: str | None, advice: Sequence[str], parties: Sequence[CaseParty], today: date
) -> list[Mark]:  # fmt: skip
    """The passages, in order. `advice` are the privileged documents of the case, `parties` everybody with a part in it."""
    own = own_details(case, recipient, name, parties)
    marks = [*_found(text, own, today), *_known(text, case, parties, recipient, own), *_quoted(text, advice)]
    return joined(marks)


def _found(text: str, own: frozenset[str], today: date) -> Iterator[Mark]:
    for at in range(0, len(text), _CHUNK):
        part = text[at : at + _CHUNK + 200]  # a little over, so that nothing is cut in two
        for spot in find_contacts(part):
            if spot.value.casefold() not in own and spot.value.replace(" ", "").casefold() not in own:
                yield Mark(at + spot.start, at + spot.end, spot.kind)
        for spot in find_people(part):
            if not _is_own(spot.value, own):
                yield Mark(at + spot.start, at + spot.end, "other_person")
                yield from _person(text, spot.value, "other_person", own)  # wherever else it stands
        for spot in find_births(part, today=today):
            yield Mark(at + spot.start, at + spot.end, "birth")


def _known(text: str, case: Case, parties: Sequence[CaseParty], recipient: str, own: frozenset[str]) -> Iterator[Mark]:
    """What the case knows of people, wherever it stands in the text."""
    complaint, contact = Complaint.model_validate(case.record), case.contact
    for party in parties:
        if party.role != "complained_about":
            yield from _person(text, party.name, "other_person", own)
            yield from _address(text, party.address, own)
    for person in (contact, complaint.complainant):
        if person is None:
            continue
        if recipient not in _KNOW_WHO_COMPLAINS:
            yield from _person(text, person.name, "own_name", own)
        if recipient != "complainant":
            yield from _address(text, person.address, own)
            for value in (person.safe_contact, person.contact_times):
                yield from places_of(text, value or "", "other")


def _person(text: str, name: str | None, why: str, own: frozenset[str]) -> Iterator[Mark]:
    if not name or name.casefold() in own:
        return
    yield from places_of(text, name, why)
    for part in name.split():
        if len(part) > 2 and part[0].isupper():
            yield from (mark for mark in places_of(text, part, why) if text[mark.start].isupper())


def _address(text: str, address: str | None, own: frozenset[str]) -> Iterator[Mark]:
    if address and address.casefold() not in own:
        for line in (address, *re.split(r"[\n,]", address)):
            if len(line.strip()) > 4:
                yield from places_of(text, line, "address")


def _quoted(text: str, advice: Sequence[str]) -> Iterator[Mark]:
    for document in advice:
        for sentence in _SENTENCE.findall(document):
            if len(sentence.split()) >= _LONG_ENOUGH:
                yield from places_of(text, sentence, "legal")


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Is this one of the recipient's own names, with or without a title?"""
    words = set(re.findall(r"\w+", name.casefold()))
    words -= {"mr", "mrs", "ms", "miss", "mx", "dr"}
    return any(words <= set(re.findall(r"\w+", each)) for each in own if words)

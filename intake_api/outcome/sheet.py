"""The same as a document to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from intake_api import languages, voice, wording
from intake_api.conversations.contacts import office
from intake_api.documents.model import Block, Bullets, Document, Facts, Heading, Text
from intake_api.languages.dates import day
from intake_api.languages.rules import told
from intake_api.outcome.paragraphs import numbers
from intake_api.outcome.takeaway import Reason, Sent, Takeaway

say = partial(wording.text, channel="form")


def sheet_of(takeaway: Takeaway, *, today: date) -> Document:
    """Everything on the page, in its order, for paper."""
    return Document(say("utter_keep_title"), tuple(_blocks(takeaway, today)), language=voice.current().script)


def _blocks(takeaway: Takeaway, today: date) -> Iterator[Block]:
    if takeaway.prison_number:  # on everything that goes to a prison (SM-1.60)
        yield Text(say("utter_keep_prison", number=takeaway.prison_number))
    yield Text(say("utter_keep_made_on", day=day(today), office=languages.say(office().name)))
    if takeaway.sent:
        yield from _sent(takeaway.sent)
    yield Heading(say("utter_keep_outcome_title"))
    yield from (Text(part) for part in takeaway.lead.split("\n\n"))
    yield Text(say("utter_keep_no_decision"))
    yield Heading(say("utter_keep_why_title"))
    yield Bullets(tuple(_reason(row) for row in takeaway.reasons))
    yield Text(say("utter_keep_guidance", guidance=takeaway.guidance))
    if takeaway.steps:
        yield Heading(say("utter_keep_steps_title"))
        yield Bullets(tuple(map(told, takeaway.steps)))
    if takeaway.limit:
        yield Heading(say("utter_keep_limit_title"))
        yield Text(takeaway.limit)
    if takeaway.signposts:
        yield Heading(say("utter_keep_others_title"))
        yield Facts(tuple((told(each.body), f"{told(each.why)}\n{told(each.contact)}") for each in takeaway.signposts))
    yield Heading(say("utter_keep_understood_title"))
    yield Facts(takeaway.understood)
    yield Text(say("utter_keep_wrong", office_phone=office().phone))


def _sent(sent: Sent) -> Iterator[Block]:
    yield Heading(say("utter_keep_sent_title"))
    rows = [(say("utter_keep_reference"), sent.reference), (say("utter_keep_sent_on"), day(sent.received_on))]
    if sent.code:
        rows.append((say("utter_keep_code"), sent.code))
    yield Facts(tuple(rows))
    yield from (Text(part) for part in when(sent).split("\n\n"))
    if sent.code:
        yield Text(say("utter_keep_code_use"))
        yield Text(f"{say('utter_keep_status_link')}: {sent.status_at}")  # on paper nothing can be pressed


def when(sent: Sent) -> str:
    """What happens after sending, and by which days."""
    return say(
        "utter_keep_when", acknowledged_by=day(sent.acknowledged_by), contacted_by=day(sent.contacted_by),
        office_phone=office().phone,
    )  # fmt: skip


def _reason(reason: Reason) -> str:
    if not reason.paragraphs:
        return told(reason.text)
    return f"{told(reason.text)} ({say('utter_keep_paragraphs', numbers=numbers(reason.paragraphs))})"

"""How what was said is shown: notes for staff, and which answers stand first."""

from __future__ import annotations

from datetime import UTC, datetime

from intake_api.conversations.rendering import spoken
from intake_api.conversations.talk import Talk

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PERSON, YES = {"title": "Speak to a person", "payload": "/ask_human"}, {"title": "Yes", "payload": "/affirm"}


def test_a_note_for_staff_stands_apart_from_what_is_read_aloud():
    shown = str(spoken("Do you agree?\n\nNote: wait for a <clear> yes."))
    assert shown == '<p>Do you agree?</p><p class="redress-note"><strong>Note:</strong> wait for a &lt;clear&gt; yes.</p>'


def test_the_answers_to_the_newest_question_come_first_and_each_once():
    talk = Talk(id="1", channel="web", updated_at=NOW)
    talk.add("assistant", "Hello.", NOW, buttons=[PERSON])
    talk.add("assistant", "Do you agree?", NOW, buttons=[YES, PERSON])
    assert talk.offered == [YES, PERSON]


def test_answers_from_before_the_person_spoke_are_no_longer_offered():
    talk = Talk(id="1", channel="web", updated_at=NOW)
    talk.add("assistant", "Do you agree?", NOW, buttons=[YES])
    talk.add("person", "Yes", NOW)
    talk.add("assistant", "Thank you.", NOW)
    assert talk.offered == []

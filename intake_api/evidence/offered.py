"""Where the page of letters and photos stands in the form: once, after the last question, before the answers are checked."""

from __future__ import annotations

from intake_api.clock import london_day, utc_now
from intake_api.conversations.store import TalkStore
from intake_api.conversations.talk import Talk
from intake_api.form import flow


def note_offered(talk: Talk) -> None:
    """The person has seen the page and gone on."""
    talk.slots.setdefault("notes", {})[flow.FILES_OFFERED] = True


def go_on(store: TalkStore, conversation_id: str) -> str:
    """Goes on from the page: answers the address of the page that is due now."""
    today = london_day(utc_now())
    with store.hold(conversation_id) as hold:
        if hold.talk.status == "open" and flow.next_step(hold.talk, today=today).page == "evidence":
            note_offered(hold.talk)
            hold.release()
        return flow.next_step(hold.talk, today=today).address

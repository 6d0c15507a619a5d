"""From the form back to the chat: says so, and asks the open question in the chat's own words."""

from __future__ import annotations

from datetime import datetime

from intake_api import wording
from intake_api.conversations import notices
from intake_api.conversations.contacts import office
from intake_api.conversations.store import TalkStore
from intake_api.conversations.talk import Talk
from intake_api.db.base import utc_now


def from_form(store: TalkStore, conversation_id: str) -> None:
    """Adds the question that is due to the transcript, once, so that the chat goes on where the form stopped."""
    with store.hold(conversation_id) as hold:
        talk = hold.talk
        if talk.messages and talk.messages[-1].kind == "form" and talk.status == "open":
            talk.add("assistant", notices.FORM_MOVED_ON, utc_now(), kind="notice")
            if talk.asked and wording.has(f"utter_ask_{talk.asked}"):
                ask(talk, talk.asked, utc_now())
            hold.release()


def ask(talk: Talk, fact: str, now: datetime) -> None:
    """Adds a question to a talk, in the script's words for its channel."""
    from intake_api.form.questions import summary  # the form stands on this package

    name, channel = f"utter_ask_{fact}", talk.channel
    values = {"office_phone": office().phone, "summary": summary(talk.slots)}
    talk.add("assistant", wording.text(name, channel, **values), now, buttons=wording.buttons(name, channel))

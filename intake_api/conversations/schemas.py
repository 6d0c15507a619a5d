"""The JSON shapes of conversations at the door."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from intake_api.clock import london_day, utc_now
from intake_api.conversations.gateway import Reply
from intake_api.conversations.talk import Said, Talk
from service_model import FACTS


class StartIn(BaseModel):
    """Which voice: `web` for the public, `phone` for a member of staff on a call."""

    model_config = ConfigDict(extra="forbid")
    channel: Literal["web", "phone"] = "web"


class SayIn(BaseModel):
    """One message: `text` as typed, or `choice`, the payload of a button on offer. The same `message_id` counts once."""

    model_config = ConfigDict(extra="forbid")
    text: str | None = None
    choice: str | None = Field(None, max_length=1000)
    message_id: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")

    @model_validator(mode="after")
    def _one_of_both(self) -> SayIn:
        if (self.text is None) == (self.choice is None):
            raise ValueError("Send either text or choice.")
        return self


class ButtonOut(BaseModel):
    """An answer on offer; send its payload back as `choice`."""

    title: str
    payload: str


class MessageOut(BaseModel):
    """One message. `kind`: talk, safety, form, notice (said now, not kept), or unheard (the assistant never took it)."""

    sender: Literal["person", "assistant"]
    text: str
    buttons: list[ButtonOut] = []
    kind: str = "talk"
    delivered: bool = True
    at: str | None = None
    seq: int = Field(0, description="Its number in the conversation; 0: said now, not kept")


class ReplyOut(BaseModel):
    """What came back. `available` is False while the assistant is away; what was said is kept and goes to it later."""

    messages: list[MessageOut]
    asked: str | None
    available: bool
    status: str
    reference: str | None
    facts: dict[str, Any]
    asked_kind: str | None = Field(None, description="What kind of answer is asked for: date, text, choice ...; null: nothing is")
    questions_left: int | None = Field(None, description="About how many questions are left, this one included; null: not known")


class StartedOut(ReplyOut):
    """A new conversation, with the token that opens it: shown this once."""

    id: str
    token: str
    features: dict[str, bool] = {}


class TranscriptOut(ReplyOut):
    """A whole conversation. `features` says what else can be done in it: see intake_api.conversations.features."""

    id: str
    channel: str
    features: dict[str, bool] = {}


def message_out(said: Said) -> MessageOut:
    """One message as JSON."""
    return MessageOut(
        sender=said.sender, text=said.text, buttons=[ButtonOut(**button) for button in said.buttons], kind=said.kind,
        delivered=said.delivered, at=said.at.isoformat(), seq=said.seq,
    )  # fmt: skip


def reply_out(reply: Reply) -> dict[str, Any]:
    """A reply as JSON: kept messages first, then what is only said now."""
    messages = [message_out(said) for said in reply.messages]
    messages += [MessageOut(sender="assistant", text=notice, kind="notice") for notice in reply.notices]
    talk = reply.talk
    return {
        "messages": messages,
        "available": reply.available,
        "asked": talk.asked if talk else None,
        "status": talk.status if talk else "open",
        "reference": talk.reference if talk else None,
        "facts": talk.facts if talk else {},
        **ahead(talk),
    }


def ahead(talk: Talk | None) -> dict[str, Any]:
    """What is asked for now, and how much is left."""
    if talk is None:
        return {"asked_kind": None, "questions_left": None}
    from intake_api.form.progress import questions_left  # the form stands on this package

    kind = FACTS[talk.asked].kind if talk.asked and talk.asked in FACTS else None
    return {"asked_kind": kind, "questions_left": questions_left(talk, today=london_day(utc_now()))}

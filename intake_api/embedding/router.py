"""GET /v1/conversations/widget: what the widget must know before anybody has said anything."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from intake_api import voice, wording
from intake_api.conversations.contacts import office
from intake_api.conversations.features import features_of
from intake_api.languages import say
from intake_api.languages.catalogue import catalogue, catalogues
from intake_api.security import Anyone

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])
WORDS = "widget_"


class LanguageOut(BaseModel):
    """A language on offer, by its own name."""

    code: str
    name: str


class WidgetOut(BaseModel):
    """Whose service this is, where a person picks up the telephone, every word the widget shows, and what is switched on."""

    office: str
    phone: str
    words: dict[str, str]
    features: dict[str, bool]
    language: str = Field(description="The language of `words`, as asked for in Accept-Language; the talk itself is in English")
    notes: list[str] = Field(description="What must be said about that language: who translated, what is English all the same")
    languages: list[LanguageOut]


@router.get("/widget", dependencies=[Anyone], response_model=WidgetOut)
def read_widget(request: Request) -> WidgetOut:
    """The words and contacts the embedded chat shows around the conversation. Holds nothing about anybody."""
    known = {"office_phone": office().phone, "office": say(office().name)}
    words = {
        name.removeprefix(WORDS): _known_filled(str(wording.variant(name)["text"]).strip(), known)
        for name in wording.responses()
        if name.startswith(WORDS)
    }
    words["simpler"], words["usual"] = say("Simpler words and shorter questions"), say("Back to the usual words")
    return WidgetOut(
        office=say(office().name), phone=office().phone, words=words, features=features_of(request),
        language=voice.current().language, notes=_notes(),
        languages=[LanguageOut(code=one.code, name=one.name) for one in catalogues().values()],
    )  # fmt: skip


def _notes() -> list[str]:
    speaks = catalogue(voice.current().language)
    if speaks.code == voice.ENGLISH:
        return []
    drafted = (
        [say("A computer wrote this translation. A translator has not checked it yet.")] if speaks.is_machine_drafted else []
    )
    return [say("The chat is in English only."), *drafted]


def _known_filled(text: str, known: dict[str, str]) -> str:
    """What we know is filled in; other placeholders ({number}, {time}) are the widget's to fill."""
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text

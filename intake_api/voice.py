"""In which words a request is answered: the language, simpler words, words for a young person.

Set once a request (`languages.middleware`), read wherever wording is looked up. Outside a public page it is plain English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

ENGLISH = "en"


@dataclass(slots=True)
class Voice:
    """`language` is the page's, `script` that of the questions (the chat's are English only); `looks` are CSS names of choices.

    One object a request: what a route finds out later (somebody is under 18) holds for the rest of the request.
    """

    language: str = ENGLISH
    script: str = ENGLISH
    is_easy: bool = False
    is_young: bool = False
    looks: frozenset[str] = field(default_factory=frozenset)

    def channels(self, channel: str) -> tuple[str, ...]:
        """The variants of the script to try before those of the channel itself. A call is read out by staff: never."""
        if channel not in ("web", "form"):
            return ()
        return (*(["easy"] if self.is_easy else []), *(["young"] if self.is_young else []))


_voice: ContextVar[Voice | None] = ContextVar("voice", default=None)


def current() -> Voice:
    """The voice of this request; plain English where none was set."""
    return _voice.get() or Voice()


@contextmanager
def speaking(voice: Voice) -> Iterator[Voice]:
    """Everything said inside is said in this voice."""
    token = _voice.set(voice)
    try:
        yield voice
    finally:
        _voice.reset(token)


def plain_english() -> Voice:
    """The voice of what the chat says and keeps."""
    found = current()
    return Voice(is_easy=found.is_easy, is_young=found.is_young, looks=found.looks)

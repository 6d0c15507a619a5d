"""Checks what a person sends before anything else looks at it. Says what is wrong and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MAX_LENGTH = 20_000
FOR_THE_ASSISTANT = 2_000  # the assistant's intent reader needs no more; the whole text travels beside it


class InputProblemError(ValueError):
    """Something the person can put right. `given` is the text to hand back, so that nothing typed is lost.

    `urgent` is what must be said all the same, when the text suggests that someone may come to harm.
    """

    urgent: str | None = None

    def __init__(self, field: str, message: str, *, given: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.given = given


def typed(raw: str) -> str:
    """The text as said, without control characters (new lines and tabs stay), at most 20,000 characters.

    Raises InputProblemError when nothing readable is left, or when it is too long.
    """
    text = without_control(raw)
    if not _says_something(text):
        raise InputProblemError("text", "Write your answer in the box, or choose one of the answers.", given=text)
    if len(text) > MAX_LENGTH:
        over = len(text) - MAX_LENGTH
        raise InputProblemError(
            "text",
            f"Your message is {over:,} characters too long. The longest we can take at once is {MAX_LENGTH:,}. "
            "Shorten it, or send the first part now and the rest in your next message.",
            given=text,
        )
    return text


def without_control(raw: str) -> str:
    """Takes out what no keyboard types: control characters but new lines and tabs, and broken halves of characters."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def chosen(payload: str, offered: Sequence[dict[str, str]]) -> dict[str, str]:
    """The button that was pressed. Raises InputProblemError when it is not one of those on offer."""
    for button in offered:
        if button["payload"] == payload:
            return button
    raise InputProblemError(
        "choice", "That answer is not one of those on offer now. Choose one of the answers shown, or write your own."
    )


def for_assistant(text: str) -> tuple[str, str | None]:
    """What the assistant's intent reader gets, and the whole text when that is only its beginning.

    Typed text never begins with a slash there: that is how buttons speak.
    """
    harmless = re.sub(r"^[\s/]+", "", text).strip()
    if len(harmless) <= FOR_THE_ASSISTANT:
        return harmless, None
    return harmless[:FOR_THE_ASSISTANT], text


def _says_something(text: str) -> bool:
    return any(unicodedata.category(sign) not in ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn") and sign != "/" for sign in text)

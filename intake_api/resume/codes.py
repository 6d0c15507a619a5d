"""The codes that open a saved talk (short_codes), and what else comes of a code's seed."""

from __future__ import annotations

from intake_api import short_codes
from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.resume.problems import PROBLEMS
from intake_api.security import sign
from intake_api.settings import Settings
from intake_api.short_codes import LONGEST, Codes

CODES = Codes("resume-code")


def token_of(settings: Settings, seed: str) -> str:
    """The token that coming back with this code gives: the same for a form that was sent twice."""
    return sign(settings, "resume-token", seed)


def reference_of(settings: Settings, seed: str) -> str:
    """What a message with this code is called on its way; says nothing about the code."""
    return sign(settings, "resume-message", seed)[:24]


def read_code(text: str) -> str:
    """The code a person typed. Raises InputProblemError for no code."""
    text = without_control(text)
    if not text.strip():
        raise InputProblemError("code", PROBLEMS["code_empty"])
    try:
        return short_codes.read(text)
    except short_codes.BadCodeError as error:
        raise InputProblemError("code", PROBLEMS[error.why], given=text[:LONGEST]) from None

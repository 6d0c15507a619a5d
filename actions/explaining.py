"""Why a question is asked: the reason of the rule that needs the answer, with its paragraph."""

from __future__ import annotations

from actions.exchange import Exchange
from service_model import FACTS, explain


def paragraphs_words(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as they are cited to the public.

    >>> paragraphs_words(("SM-2.16",)), paragraphs_words(("SM-2.273", "SM-2.276"))
    ('paragraph 2.16', 'paragraphs 2.273 and 2.276')
    """
    numbers = [row.removeprefix("SM-") for row in dict.fromkeys(paragraphs)][:3]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"


def reason_for(ex: Exchange) -> str:
    """Why the open question is asked, in plain words, and the paragraphs that make us ask it; '' when nothing is asked."""
    if ex.state.asked is None or ex.state.asked not in FACTS:
        return ""
    reason, paragraphs = explain(ex.state.asked)
    return f"{reason} ({paragraphs_words(paragraphs)} of our guidance)"

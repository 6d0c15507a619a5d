"""Why a question is asked: the reason of the rule that needs the answer, with its paragraph."""

from __future__ import annotations

from actions.exchange import Exchange
from actions.judging import judge
from service_model.facts import FACTS


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
    """One or two sentences: what the answer decides and which paragraph of the guidance asks for it."""
    fact = ex.state.asked or ""
    own = ex.script.text(f"why_{fact}", ex.state.channel)
    if own:
        return f"{own} ({paragraphs_words(FACTS[fact].cites)})"
    determination = ex.determination or judge(ex.state, today=ex.today)[0]
    for finding in determination.findings:
        if fact in finding.needs:
            return f"{finding.reason} ({paragraphs_words(finding.paragraphs)})"
    general = ex.script.text("why_case", ex.state.channel) or "The caseworker needs it to look at your complaint."
    return f"{general} ({paragraphs_words(FACTS[fact].cites)})" if fact in FACTS else general

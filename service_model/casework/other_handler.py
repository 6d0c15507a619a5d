"""Is there another dispute resolution forum? (SM-3.1, 3.2, 3.10)"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met
from service_model.record import Issue, Part

GATE = "other_forum"


class HandlerFacts(Part):
    """Another complaint handler that could look at the complaint, or already does, and who is better placed."""

    another_could: bool | None = Field(None, description="Another complaint handler could look at the same complaint")
    another_does: bool | None = Field(None, description="Another complaint handler is already looking at it")
    handler: str | None = Field(None, max_length=200)
    better_placed: Literal["us", "other_handler", "unsure"] | None = None
    can_give_remedy: bool | None = Field(None, description="The other handler can give the remedy sought")
    talked_to_handler_on: date | None = None


def facts_of(issue: Issue) -> HandlerFacts:
    """What the person told us at first contact."""
    does = None if issue.other_body is None else issue.other_body == "complaint_handler"
    return HandlerFacts.model_validate({"another_does": does, "another_could": does or None})


def other_forum(facts: HandlerFacts) -> Finding:
    """Usually only one investigation takes place: two at once are flagged, and who is better placed is considered (SM-3.1).

    Met: no other handler is in question, or it was settled that we look at it.
    """
    if facts.another_could is None and facts.another_does is None:
        words = "Could another complaint handler look at this, or is one doing so already?"
        return cannot_tell(GATE, words, "SM-3.1", kind="policy", needs=("another_does", "another_could"))
    if not facts.another_could and not facts.another_does:
        if None in (facts.another_could, facts.another_does):
            missing = "another_could" if facts.another_could is None else "another_does"
            return cannot_tell(GATE, "Is there another complaint handler?", "SM-3.1", kind="policy", needs=(missing,))
        return met(GATE, "No other complaint handler is in question.", "SM-3.1", kind="policy")
    flags = (_twice(facts),) if facts.another_does else ()
    if facts.better_placed == "us":
        return met(GATE, "We are better placed.", "SM-3.1", kind="policy", flags=flags)
    needs = tuple(name for name in ("better_placed", "can_give_remedy") if getattr(facts, name) is None)
    words = "Another forum: consider one investigation, by whoever is better placed to consider it and to give the remedy."
    return cannot_tell(GATE, words, "SM-3.1", kind="policy", needs=needs, flags=flags)


def _twice(facts: HandlerFacts) -> Flag:
    who = facts.handler or "Another complaint handler"
    return Flag(
        "double_investigation", f"{who} is already looking at it. Usually only one investigation takes place.", ("SM-3.1",)
    )


def who_looks(facts: HandlerFacts) -> Recommendation:
    """The better placed handler, who can also give the remedy; when unsure, the other one is talked to first (SM-3.1, 3.2)."""
    if facts.better_placed == "unsure" and facts.talked_to_handler_on is None:
        talk = Duty("talk_to_handler", "Talk to the other handler first.", "policy", ("SM-3.2",), to=("other_handler",))
        words = "Not sure who is better placed: talk to them first."
        return Recommendation("who_looks", None, words, ("SM-3.2",), "policy", needs=("talked_to_handler_on",), duties=(talk,))
    if facts.better_placed in (None, "unsure"):
        return Recommendation("who_looks", None, "Who is better placed?", ("SM-3.1",), "policy", needs=("better_placed",))
    if facts.better_placed == "other_handler" and not facts.can_give_remedy:
        needs = ("can_give_remedy",) if facts.can_give_remedy is None else ()
        words = "They may be better placed, but can they give the remedy?" if needs else "They cannot give the remedy sought."
        return Recommendation("who_looks", None if needs else "us", words, ("SM-3.1",), "policy", needs=needs)
    words = "They are better placed." if facts.better_placed == "us" else "The other handler is better placed and can give it."
    return Recommendation("who_looks", facts.better_placed, words, ("SM-3.1",), "policy")

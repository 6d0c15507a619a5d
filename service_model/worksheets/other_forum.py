"""Another dispute resolution forum: who is better placed, and the talk with them first when unsure (SM-3.1, 3.2)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.casework.other_handler import HandlerFacts, other_forum, who_looks
from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged


class OtherForumSheet(Part):
    """The other handler, why either is better placed, and what was said with them."""

    handler: HandlerFacts = Field(default_factory=lambda: HandlerFacts.model_validate({}))
    why: str | None = Field(None, max_length=5000, description="Why that one is better placed")
    contact_note: str | None = Field(None, max_length=5000, description="Whom we talked to, and what they said")


def judge(facts: OtherForumSheet, _about: About) -> Judged:
    """Each question of SM-3.1, and the contact that comes first when it is not clear who is better placed (SM-3.2)."""
    handler, found = facts.handler, who_looks(facts.handler)
    if not (handler.another_could or handler.another_does):
        return Judged(steps=(other_forum(handler),))
    return Judged(
        steps=(_better_placed(facts), _can_give_remedy(handler), _talked(facts)),
        verdicts=(other_forum(handler),), recommendations=(found,), duties=found.duties,
    )  # fmt: skip


def _better_placed(facts: OtherForumSheet) -> Finding:
    needs = (*(("better_placed",) if facts.handler.better_placed is None else ()), *(("why",) if not facts.why else ()))
    if needs:
        words = "Say who is better placed to consider the complaint, and why."
        return cannot_tell("better_placed", words, "SM-3.1", kind="policy", needs=needs)
    return met("better_placed", "It is recorded who is better placed, and why.", "SM-3.1", kind="policy")


def _can_give_remedy(handler: HandlerFacts) -> Finding:
    if handler.can_give_remedy is None:
        words = "Say whether that body can give the remedy."
        return cannot_tell("can_give_remedy", words, "SM-3.1", kind="policy", needs=("can_give_remedy",))
    return met("can_give_remedy", "It is recorded whether they can give the remedy.", "SM-3.1", kind="policy")


def _talked(facts: OtherForumSheet) -> Finding:
    """The date alone is no note of the talk."""
    day: date | None = facts.handler.talked_to_handler_on
    if facts.handler.better_placed == "unsure" and not (day and facts.contact_note):
        words = "You are not sure who is better placed. Talk to the other handler first, and note when and what was said."
        return cannot_tell("talked_to_handler", words, "SM-3.2", kind="policy", needs=("talked_to_handler_on", "contact_note"))
    return met("talked_to_handler", "No talk with the other handler is outstanding.", "SM-3.2", kind="policy")

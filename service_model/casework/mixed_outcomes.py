"""Outcomes sought, some of which the law can give and some not (SM-2.303, 2.304, 2.319 to 2.322)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.duties import Duty
from service_model.record import Part

Fit = Literal["complete", "partial", "none"]


class OutcomeSought(Part):
    """One thing they want, and if a court or tribunal could give it as the direct result of legal action (SM-2.319, 2.321)."""

    what: str = Field(max_length=500)
    law_can_give: bool | None = None
    likely_direct_result: str | None = Field(None, max_length=500, description="What legal action would likely bring (SM-2.321)")


Outcomes = tuple[OutcomeSought, ...]


def beyond_the_law(outcomes: Outcomes) -> tuple[str, ...]:
    """What legal action could not give, in their words (SM-2.303)."""
    return tuple(each.what for each in outcomes if each.law_can_give is False)


def fit_of_the_law(outcomes: Outcomes) -> Fit | None:
    """Is the remedy of the law a complete one for what is sought? None while any part is open (SM-2.304, 2.306, 2.319).

    >>> fit_of_the_law((OutcomeSought(what="payment", law_can_give=True), OutcomeSought(what="apology", law_can_give=False)))
    'partial'
    """
    given = {each.law_can_give for each in outcomes}
    if not given or None in given:
        return "partial" if given >= {True, False} else None
    if given == {True}:
        return "complete"
    return "none" if given == {False} else "partial"


def told_to_pursue_it_first(outcomes: Outcomes) -> tuple[Duty, ...]:
    """Whoever is to use a legal remedy first hears that they can return with the rest, and our time limit (SM-2.322)."""
    left = beyond_the_law(outcomes)
    rest = f" They also want: {', '.join(left)}." if left else ""
    return (
        Duty(
            "say_they_can_return",
            f"Tell them that they can return to us with any outcome that the courts did not give.{rest}",
            "policy",
            ("SM-2.322",),
            to=("complainant",),
        ),
        Duty("give_time_limit", "Tell them about our time limit.", "policy", ("SM-2.322",), to=("complainant",)),
    )

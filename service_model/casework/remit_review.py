"""Remit as staff confirm it: every component, the law beside each category, and who else can help (SM-2.2 to 2.6, 2.266)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority, RemitCategory
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part
from service_model.register import Jurisdiction

GATE = "remit_confirmed"


class Component(Part):
    """One complaint within the case. `remit` is the caseworker's result, `matter` one of the authority's `matters`."""

    name: str = Field(max_length=200)
    remit: Literal["in", "out"] | None = None
    category: str | None = Field(None, max_length=80, description="Out-of-remit category, by its name in the authority's file")
    matter: str | None = Field(None, max_length=80, description="What it is about, to find who else can help")
    procedure: str | None = Field(None, max_length=40)


class RemitFacts(Part):
    """Every component of the case, in the order it was recorded."""

    components: tuple[Component, ...] = ()


def categories_for(procedure: str | None, authority: Authority = PHSO) -> dict[str, RemitCategory]:
    """The categories staff may choose for that procedure, each with its code and the law (SM-2.2, 2.3)."""
    categories = authority.remit.categories
    return {name: row for name, row in categories.items() if procedure is None or procedure in row.procedures}


def confirmed(facts: RemitFacts, authority: Authority = PHSO) -> Finding:
    """Every complaint made has a remit result, and an out-of-remit one a category of its own law (SM-2.266)."""
    if not facts.components:
        return cannot_tell(GATE, "Incomplete: no complaint is recorded yet.", "SM-2.266", needs=("components",))
    open_ = [each.name for each in facts.components if each.remit is None]
    if open_:
        names = ", ".join(f"'{name}'" for name in open_)
        return cannot_tell(GATE, f"Incomplete: confirm if {names} is in remit.", "SM-2.266", needs=("remit",))
    wrong = [each.name for each in facts.components if each.remit == "out" and not _category_fits(each, authority)]
    if wrong:
        names = ", ".join(f"'{name}'" for name in wrong)
        return cannot_tell(
            GATE, f"Incomplete: choose a category that applies to {names}.", "SM-2.2", "SM-2.266", needs=("category",)
        )
    return met(GATE, "Every complaint has a remit result.", "SM-2.266")


def _category_fits(component: Component, authority: Authority) -> bool:
    return component.category is not None and component.category in categories_for(component.procedure, authority)


def next_step(facts: RemitFacts) -> Recommendation:
    """Declined only when all of it is out of remit; a part that is in goes on (SM-2.4)."""
    results = {each.remit for each in facts.components}
    if not results or results == {None}:
        return Recommendation("remit", None, "No complaint has a remit result yet.", ("SM-2.4",), needs=("remit",))
    if "in" in results:
        out = [each.name for each in facts.components if each.remit == "out"]
        left = f" Leave out: {', '.join(out)}." if out else ""
        return Recommendation("remit", "go on", f"A part of it is in remit.{left}", ("SM-2.4",))
    if None in results:
        return Recommendation("remit", None, "A part has no remit result yet.", ("SM-2.4",), needs=("remit",))
    return Recommendation("remit", "decline", "All of it is out of remit.", ("SM-2.4",))


def who_can_help(component: Component, authority: Authority = PHSO) -> Duty | None:
    """An out-of-remit complaint is directed to who can help with it; where nobody is found, that is recorded (SM-2.4, 2.266)."""
    if component.remit != "out":
        return None
    category = authority.remit.categories.get(component.category or "")
    named = authority.remit.matters.get(component.matter or "") or (category.signposts if category else ())
    found = authority.signposts_for(*named)
    cites = ("SM-2.4", "SM-2.266")
    if not found:
        what = f"Record that no other organisation could be found for '{component.name}', and tell them so."
        return Duty("record_nobody_else_found", what, "guidance", cites, to=("complainant",))
    names = "; ".join(f"{each.body} ({each.contact})" for each in found)
    what = f"Direct them to who can help with '{component.name}': {names}."
    return Duty("direct_elsewhere", what, "guidance", cites, to=("complainant",))


def advice_on_remit(line_manager_asked: bool | None) -> Duty:
    """A question about remit goes to the text of the law or line management first, then to the Legal Team (SM-2.3)."""
    if line_manager_asked:
        return Duty("ask_legal_team", "Ask the Legal Team about remit.", "guidance", ("SM-2.3",), to=("legal_team",), must=False)
    what = "Read the full text of the law, or ask your line manager first."
    return Duty("ask_line_manager", what, "guidance", ("SM-2.3",), to=("manager",))


def may_be_declined(jurisdiction: Jurisdiction, concerns_victims_code: bool | None) -> Finding:
    """One in jurisdiction only for the Victims' Code is not declined before it is clear that it is not about it (SM-2.6)."""
    gate = "may_be_declined_for_jurisdiction"
    if jurisdiction == "out":
        return met(gate, "The law does not cover this organisation.", "SM-2.1", kind="policy")
    if jurisdiction == "unclear":
        reason = "Find out first if the law covers this organisation."
        return cannot_tell(gate, reason, "SM-2.1", kind="policy", needs=("jurisdiction",))
    if jurisdiction == "in":
        return not_met(gate, "The law covers this organisation.", "SM-2.1", kind="policy")
    if concerns_victims_code is None:
        reason = "Not yet: first make sure that it does not concern the Victims' Code."
        return cannot_tell(gate, reason, "SM-2.6", kind="policy", needs=("concerns_victims_code",))
    if concerns_victims_code:
        return not_met(gate, "It concerns the Victims' Code, so it is in jurisdiction.", "SM-2.5", "SM-2.6", kind="policy")
    return met(gate, "It does not concern the Victims' Code.", "SM-2.6", kind="policy")

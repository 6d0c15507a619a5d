"""The summary of complaint and its components: what goes forward, each decided for itself (SM-2.228 to 2.245)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.deciding_after_contact import RecordedTests, reason_to_decline
from service_model.casework.primary_contact import FirstContactFacts, in_contact, tried_before_acting
from service_model.determination import Determination, Finding
from service_model.duties import Duty, Recommendation
from service_model.engine import determine
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Complaint, Part

Decision = Literal["propose", "decline"]
_BESIDE_A_DECLINE = ("explanation", "material_evidence")


class SummaryIssue(Part):
    """One issue that was raised, and if we go on with it. `agreed` is whether the complainant agrees to leave it out."""

    issue: str = Field(max_length=2000)
    going_forward: bool | None = None
    agreed: bool | None = None
    reasons: str | None = Field(None, max_length=2000, description="Why it is left out without agreement")
    service_impact: str | None = Field(None, max_length=2000, description="What leaving it out means for the service we give")


class SummaryFacts(Part):
    """The summary of complaint as it stands."""

    issues: tuple[SummaryIssue, ...] = ()
    discussed_on: date | None = Field(None, description="The summary was discussed with the complainant")
    complainant_told_on: date | None = None


class Component(Part):
    """An area of complaint about one organisation, with the results of the tests and the decision for it alone."""

    heading: str = Field(max_length=300)
    organisation: str | None = Field(None, max_length=300)
    heads: tuple[str, ...] = Field((), description="The issues of the summary that stand under this heading")
    summary: str | None = Field(None, max_length=2000)
    tests: RecordedTests = Field(default_factory=lambda: RecordedTests())
    decision: Decision | None = None
    explanation: str | None = Field(None, max_length=5000)
    material_evidence: str | None = Field(None, max_length=5000, description="What the decision rests on, or that there is none")


@dataclass(frozen=True, slots=True)
class Scope:
    """The issues that go forward, those that do not, and those that nobody has decided."""

    going_forward: tuple[str, ...]
    not_going_forward: tuple[str, ...]
    undecided: tuple[str, ...]


def scope(facts: SummaryFacts) -> Scope:
    """Which issues we proceed with and which we do not (SM-2.231)."""

    def those(going: bool | None) -> tuple[str, ...]:
        return tuple(each.issue for each in facts.issues if each.going_forward is going)

    return Scope(going_forward=those(True), not_going_forward=those(False), undecided=those(None))


def may_leave_out(issue: SummaryIssue, *, contact: FirstContactFacts, authority: Authority = PHSO) -> Finding:
    """Left out by agreement; else the caseworker decides, with reasons and the impact on the service (SM-2.229, 2.230).

    Nothing is left out before contact or attempts (SM-2.217). Who cannot be reached can agree to nothing: that is decided too.
    """
    tried = tried_before_acting(contact, authority)
    if tried.status != "met":
        return replace(tried, gate="leave_issue_out")
    if issue.agreed is None and in_contact(contact):
        reason = "Does the complainant agree to leave it out? Ask them."
        return cannot_tell("leave_issue_out", reason, "SM-2.229", needs=("agreed",))
    if issue.agreed:
        return met("leave_issue_out", "The complainant agrees to leave it out.", "SM-2.229")
    needs = tuple(name for name in ("reasons", "service_impact") if not getattr(issue, name))
    if needs:
        why = "They could not be reached." if issue.agreed is None else "They do not agree."
        reason = f"{why} Record why it is more proportionate, and what it means for the service we give."
        return not_met("leave_issue_out", reason, "SM-2.230", needs=needs)
    return met("leave_issue_out", "Left out by the caseworker's decision, with reasons.", "SM-2.230")


def tell_the_summary(facts: SummaryFacts) -> Duty | None:
    """The complainant is told how we summed it up, and which issues go forward and which do not (SM-2.231)."""
    if facts.complainant_told_on is not None or not facts.issues:
        return None
    found = scope(facts)
    what = f"Tell the complainant the summary. Going forward: {_listed(found.going_forward)}."
    what += f" Not going forward: {_listed(found.not_going_forward)}."
    if found.undecided:
        what += f" Decide first: {_listed(found.undecided)}."
    return Duty("tell_the_summary", what, "guidance", ("SM-2.231",), ("complainant",))


def closing_when_nothing_goes_forward(facts: SummaryFacts, authority: Authority = PHSO) -> Recommendation:
    """No aspect goes on after the discussion: close as 'other reason to decline' (SM-2.233)."""
    name, found = "close_without_issues", scope(facts)
    if found.going_forward:
        return Recommendation(name, "go_on", "At least one issue goes forward.", ("SM-2.233",))
    if found.undecided or not facts.issues:
        return Recommendation(name, None, "Decide on each issue first.", ("SM-2.233",), needs=("going_forward",))
    if facts.discussed_on is None:
        reason = "Discuss it with the complainant before no issue goes on."
        return Recommendation(name, None, reason, ("SM-2.227", "SM-2.233"), needs=("discussed_on",))
    reason = "No issue goes forward after the discussion."
    return Recommendation(name, authority.closure_codes["other_reason"], reason, ("SM-2.233",))


def considered_separately(components: Iterable[Component], test: Callable[[Component], Finding]) -> dict[str, Finding]:
    """One test for each component by itself: what holds for one need not hold for another (SM-2.240)."""
    return {component.heading: test(component) for component in components}


def recorded_result(component: Component, test: str, authority: Authority = PHSO) -> Finding:
    """What was recorded for one test of one component; a test that is not recorded is not known (SM-2.240)."""
    status, rule = component.tests.results.get(test, "cannot_tell"), authority.primary_tests[test]
    words = {"met": "is met", "not_met": "is not met", "cannot_tell": "has no result yet"}[status]
    needs = (test,) if status == "cannot_tell" else ()
    reason = f"For '{component.heading}' the test '{rule.title}' {words}."
    return Finding(test, status, reason, ("SM-2.240", rule.paragraph), "policy", needs=needs)


def determined_separately(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> tuple[Determination, ...]:
    """What the gates say of each issue as if it were the only one, in the order of the issues (SM-2.240)."""
    alone = (complaint.model_copy(update={"issues": (issue,)}) for issue in complaint.issues)
    return tuple(determine(each, today=today, authority=authority) for each in alone)


def reasons_by_component(components: Iterable[Component], authority: Authority = PHSO) -> dict[str, Recommendation]:
    """The reason to decline for each component by itself, if it has one (SM-2.203, 2.240)."""
    found = {each.heading: reason_to_decline(each.tests, authority) for each in components}
    return {name: replace(each, paragraphs=(*each.paragraphs, "SM-2.240")) for name, each in found.items()}


def components_complete(facts: SummaryFacts, components: tuple[Component, ...]) -> Finding:
    """At least one component, one for each head that goes forward, none twice (SM-2.239, 2.241)."""
    if not components:
        return not_met("components", "Add at least one complaint component.", "SM-2.239", kind="policy")
    covered = {head for each in components for head in each.heads or (each.heading,)}
    missing = tuple(issue for issue in scope(facts).going_forward if issue not in covered)
    if missing:
        return not_met("components", f"No component yet for: {_listed(missing)}.", "SM-2.241", kind="policy")
    keys = [(each.heading.casefold(), (each.organisation or "").casefold()) for each in components]
    if twice := [each.heading for each, key in zip(components, keys, strict=True) if keys.count(key) > 1]:
        return not_met("components", f"One component is enough for: {twice[0]}.", "SM-2.241", kind="policy")
    return met("components", "Each head of complaint has its component.", "SM-2.239", "SM-2.241", kind="policy")


def components_decided(components: tuple[Component, ...]) -> Finding:
    """A decision for each component; one that is declined says why and on what evidence (SM-2.243, 2.244)."""
    if not components:
        return not_met("component_decisions", "There is no complaint component yet.", "SM-2.239", kind="policy")
    if undecided := tuple(each.heading for each in components if each.decision is None):
        return not_met("component_decisions", f"Decide on: {_listed(undecided)}.", "SM-2.244", kind="policy")
    declined = tuple(each for each in components if each.decision == "decline")
    bare = tuple(each.heading for each in declined if not (each.explanation and each.material_evidence))
    if bare:
        reason = f"Say why, and on what evidence, for: {_listed(bare)}."
        needs = tuple(name for name in _BESIDE_A_DECLINE if not all(getattr(each, name) for each in declined))
        return not_met("component_decisions", reason, "SM-2.243", kind="policy", needs=needs)
    return met("component_decisions", "Each component has its own decision.", "SM-2.243", "SM-2.244", kind="policy")


def _listed(items: tuple[str, ...]) -> str:
    return "; ".join(items) if items else "none"

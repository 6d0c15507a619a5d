"""What a judge may know besides the answers: the case around the worksheet, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service_model.record import Complaint


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """An area of complaint about one organisation. `issue` is its place among the record's issues."""

    id: int
    heading: str
    organisation: str | None = None
    summary: str | None = None
    decision: str | None = None
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A call, email or letter, in or out; an attempt from the call desk has the id 0.

    `reached` is None where nobody wrote down how it went.
    """

    id: int
    at: datetime
    way: str
    direction: str
    party: str
    reached: bool | None = None
    is_decision: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The newest version of a worksheet. `facts` is of the type its kind names; `entry` counts from 1, 0 where it is no entry."""

    kind: str
    component_id: int | None
    entry: int
    facts: Any
    is_finished: bool
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """The case. `today` is London's day; `role`, `team` are of who looks; `own` is this worksheet as it was saved before."""

    complaint: Complaint
    today: date
    now: datetime
    username: str = ""
    role: str = ""
    team: str | None = None
    status: str = "received"
    component: ComponentFacts | None = None
    components: tuple[ComponentFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    sheets: tuple[SheetFacts, ...] = ()
    own: SheetFacts | None = None

    def sheet(self, kind: str, component_id: int | None = None) -> Any:
        """The facts of another worksheet of the case (or of a component) as last saved; None where it was not begun."""
        found = [each.facts for each in self.sheets if (each.kind, each.component_id) == (kind, component_id)]
        return found[-1] if found else None

    def entries(self, kind: str) -> tuple[SheetFacts, ...]:
        """Every entry or component of a kind that was begun, each as last saved, in order."""
        found = [each for each in self.sheets if each.kind == kind]
        return tuple(sorted(found, key=lambda each: (each.component_id or 0, each.entry)))

    def tried_to_reach(self, party: str = "complainant", *, ways: tuple[str, ...] = ("phone", "email", "post")) -> bool:
        """Is a contact with that party, or an attempt of ours, on the case?"""
        return any(each.party == party and each.way in ways for each in self.contacts)

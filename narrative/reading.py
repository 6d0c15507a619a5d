"""What reading a text gives: plain values with offsets. `Reading.as_dict()` is what `./redress understand` prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

RiskName = Literal["self_harm", "harm_to_others", "child_at_risk"]
Role = Literal["complained_about", "mentioned"]


class Name(NamedTuple):
    """An organisation that may be named in a text: its identifier, its name, what else people call it.

    `loosely`: what several are called, or what is an ordinary word or a place too; the words around it have to bear it out.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    loosely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """Words that may mean that somebody comes to harm, with their place in the text."""

    name: RiskName
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in a text. `id` is None when the words name a kind ('my GP') or nothing the register knows."""

    name: str
    id: str | None
    role: Role
    confidence: float
    start: int
    end: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text as EDTF, with the first and the last day it may mean (ISO)."""

    text: str
    edtf: str
    first: str
    last: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """The shape of architecture.md: `first` and `last` are called `from` and `to`."""
        return {"text": self.text, "edtf": self.edtf, "from": self.first, "to": self.last, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Contacts:
    """Ways to reach a person, normalised (phones E.164), and National Insurance numbers, which we mask and never keep."""

    phones: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    nhs_numbers: tuple[str, ...] = ()
    prison_numbers: tuple[str, ...] = ()
    ni_numbers: tuple[tuple[int, int], ...] = ()  # where they stand, to mask them

    def as_dict(self) -> dict[str, list[str]]:
        """Everything but the National Insurance numbers."""
        return {
            "phones": list(self.phones),
            "postcodes": list(self.postcodes),
            "emails": list(self.emails),
            "nhs_numbers": list(self.nhs_numbers),
            "prison_numbers": list(self.prison_numbers),
        }


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in the words that a caseworker, or the next question, should know of."""

    name: str
    detail: str | None
    confidence: float
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Head:
    """One head of complaint the text seems to hold: to be offered to the person, never assumed."""

    kind: str
    text: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one text. Offsets count characters of `text`."""

    text: str
    organisations: tuple[Organisation, ...] = ()
    dates: tuple[FoundDate, ...] = ()
    contacts: Contacts = field(default_factory=Contacts)
    signals: tuple[Signal, ...] = ()
    risk: Risk | None = None
    risks: tuple[Risk, ...] = ()
    issues: tuple[Head, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, in the shape of `./redress understand` (architecture.md)."""
        keys = ("name", "id", "role", "confidence", "start", "end")
        return {
            "text": self.text,
            "organisations": [{k: getattr(o, k) for k in keys} for o in self.organisations],
            "dates": [d.as_dict() for d in self.dates],
            "contacts": self.contacts.as_dict(),
            "signals": [asdict(s) for s in self.signals],
            "risk": self.risk.name if self.risk else "none",
            "issues": [asdict(i) for i in self.issues],
        }

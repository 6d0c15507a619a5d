"""What an authority is to the rules: its procedures, limits, gates, closure codes and contacts, all of them data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import ConfigDict

from service_model.determination import Force, Signpost
from service_model.register import Register

_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Procedure:
    """One kind of complaint the authority takes, with what the law asks of it. `months` is the time limit."""

    title: str
    statute: str
    months: int
    clock: Literal["received_on", "put_to_mp_on"]
    time_paragraph: str
    ready_kind: Force
    ready_paragraphs: tuple[str, ...]
    ready_questions: tuple[str, ...]
    not_properly_made: str
    must_be_written: bool = False
    needs_mp: bool = False
    advocacy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channels:
    """Which channels count as writing, which do not, and in which we may only have been copied in."""

    written: tuple[str, ...] = ()
    treated_as_written: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    may_be_copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemitCategory:
    """A matter the law keeps out, for which procedures, with the closure code and who else may help.

    `staff_only`: the rules never find it, and a person's own choice never closes the complaint by it.
    """

    code: str
    plain: str
    procedures: tuple[str, ...]
    statute: str = ""
    paragraphs: tuple[str, ...] = ()
    signposts: tuple[str, ...] = ()
    staff_only: bool = False


@dataclass(frozen=True, slots=True)
class Remit:
    """The matters out of remit, the signals that make it worth asking about them, and who else may help with a matter."""

    paragraphs: tuple[str, ...] = ()
    ask_when_signals: frozenset[str] = frozenset()
    categories: Mapping[str, RemitCategory] = field(default_factory=dict)
    clinical_from: date | None = None
    clinical_surely_before: date | None = None
    matters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VictimsRule:
    """From when a victim needs no referral, and the signals that make it worth asking."""

    since: date
    in_force_from: date
    ask_when_signals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the authority took no complaints under one procedure (both ends included)."""

    procedure: str
    begin: date
    end: date
    accepted_until: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number of days (working or calendar), or of clock hours, and the paragraph that sets it."""

    paragraph: str
    days: int = 0
    working: bool = False
    hours: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Authority:
    """An authority as data. Read it with `load_authority`; two files never share anything but the gates they name."""

    id: str
    name: str
    guidance: str
    contact: str
    gates: tuple[str, ...]
    procedures: Mapping[str, Procedure]
    closure_codes: Mapping[str, str]
    register: Register
    as_of: date | None = None
    form: str = "our complaint form"
    channels: Channels = field(default_factory=Channels)
    advice_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remit: Remit = field(default_factory=Remit)
    victims: VictimsRule | None = None
    pauses: tuple[Pause, ...] = ()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    outcome_steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signposts: Mapping[str, Signpost] = field(default_factory=dict)

    def signposts_for(self, *names: str | None) -> tuple[Signpost, ...]:
        """The signposts with these identifiers that this authority has, in order, each once."""
        return tuple(self.signposts[name] for name in dict.fromkeys(names) if name and name in self.signposts)


for _part in (Procedure, Channels, RemitCategory, Remit, VictimsRule, Pause, Deadline, Authority):
    setattr(_part, "__pydantic_config__", _STRICT)  # noqa: B010 (pydantic reads it; the type does not know it)

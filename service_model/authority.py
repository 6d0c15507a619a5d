"""What an authority is to the rules: its procedures, limits, gates, closure codes and contacts, all of them data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import ConfigDict

from service_model.determination import Force, Signpost
from service_model.register import Register
from service_model.second_tiers import SecondTier

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
    delivery_methods: Mapping[str, str] = field(default_factory=dict)


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
    ask_when_signals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    categories: Mapping[str, RemitCategory] = field(default_factory=dict)
    clinical_from: date | None = None
    clinical_surely_before: date | None = None
    matters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegalRemedyRule:
    """When to ask about legal action or about what is wanted, the common routes, and who gives free advice by procedure."""

    ask_when_signals: frozenset[str] = frozenset()
    ask_outcome_when_signals: frozenset[str] = frozenset()
    routes: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[str, ...] = ()
    advice_by_procedure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InjusticeLevel:
    """One level of the severity of injustice scale with its usual sums in pounds; `to` is None at the open end."""

    level: int
    plain: str
    from_: int
    to: int | None


@dataclass(frozen=True, slots=True)
class FinancialRemedy:
    """The scale of usual sums. `confirmed` is False while it is a default; above `usual_up_to` a sum is above the scale."""

    confirmed: bool = False
    usual_up_to: int | None = None
    scale: tuple[InjusticeLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherForum:
    """The signals that make it worth asking who else looks at it, and who helps."""

    ask_when_signals: frozenset[str] = frozenset()
    signposts: tuple[str, ...] = ()
    regulators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VictimsRule:
    """From when a victim needs no referral, and the signals that make it worth asking."""

    since: date
    in_force_from: date
    ask_when_signals: frozenset[str] = frozenset()
    briefing_note: str | None = None
    advice_through: str | None = None


@dataclass(frozen=True, slots=True)
class Commissioning:
    """Who pays for care: the names that show a commissioner, and what makes its decisions worth asking about."""

    bodies: frozenset[str] = frozenset()
    words: str = ""
    topics: Mapping[str, str] = field(default_factory=dict)
    reviewer: str | None = None


@dataclass(frozen=True, slots=True)
class PrimaryTest:
    """A test before an investigation is proposed: `first` before any other, and the closure code (a key) if it is not met.

    `discretion` is the kind a decline for it rests on: none where the law leaves no choice.
    """

    title: str
    paragraph: str
    discretion: Literal["none", "specific", "general"]
    first: bool = False
    closure_code: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the authority took no complaints under one procedure (both ends included)."""

    procedure: str
    begin: date
    end: date
    accepted_until: date


@dataclass(frozen=True, slots=True)
class JointWorking:
    """Other ombudsmen a part may fall to (signposts, the likeliest first), and the one there is a joint team with.

    A topic points to that one if any of its conditions holds (facts of casework.joint_working); with none, by itself.
    """

    team_with: str = ""
    ombudsmen: tuple[str, ...] = ()
    ask_when_signals: frozenset[str] = frozenset()
    flag_when_signals: frozenset[str] = frozenset()
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number of days (working or calendar), or of clock hours, and the paragraph that sets it.

    `attempts` is how many attempts within it the paragraph asks for, where it asks for some.
    """

    paragraph: str
    days: int = 0
    working: bool = False
    hours: int | None = None
    attempts: int | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """The days on which a complaint may reach the office for a rule to apply to it, both ends included; None is open."""

    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Does the rule apply to a complaint that arrives on this day?"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


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
    in_force_from: date | None = None
    versions: tuple[Authority, ...] = ()
    gates_in_force: Mapping[str, InForce] = field(default_factory=dict)
    form: str = "our complaint form"
    channels: Channels = field(default_factory=Channels)
    advice_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remit: Remit = field(default_factory=Remit)
    victims: VictimsRule | None = None
    legal_remedy: LegalRemedyRule = field(default_factory=LegalRemedyRule)
    financial_remedy: FinancialRemedy = field(default_factory=FinancialRemedy)
    other_forum: OtherForum = field(default_factory=OtherForum)
    former_resident_years: int | None = None
    primary_tests: Mapping[str, PrimaryTest] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    joint_working: JointWorking = field(default_factory=JointWorking)
    security_questions: int = 3
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    second_tiers: Mapping[str, SecondTier] = field(default_factory=dict)
    commissioning: Commissioning = field(default_factory=Commissioning)
    outcome_steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signposts: Mapping[str, Signpost] = field(default_factory=dict)

    def on(self, today: date) -> Authority:
        """The version of the guidance that is in force on this day: the latest that has begun, else this one."""
        begun = [each for each in self.versions if each.in_force_from and each.in_force_from <= today]
        return max(begun, key=lambda each: each.in_force_from or date.min) if begun else self

    def signposts_for(self, *names: str | None) -> tuple[Signpost, ...]:
        """The signposts with these identifiers that this authority has, in order, each once."""
        return tuple(self.signposts[name] for name in dict.fromkeys(names) if name and name in self.signposts)

    def second_tier_of(self, body: str | None) -> SecondTier | None:
        """The second tier complaint handler of the organisation with this identifier, if it has one (SM-2.142)."""
        return next((each for each in self.second_tiers.values() if body is not None and body in each.of), None)


for _part in (
    Procedure, Channels, RemitCategory, Remit, LegalRemedyRule, InjusticeLevel, FinancialRemedy, OtherForum, VictimsRule, Pause,
    Commissioning, PrimaryTest, JointWorking, Deadline, InForce, Authority,
):  # fmt: skip
    setattr(_part, "__pydantic_config__", _STRICT)  # noqa: B010 (pydantic reads it; the type does not know it)

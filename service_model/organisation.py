"""What the register knows of an organisation, of a sort of organisation, and of a name that somebody said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Jurisdiction = Literal["in", "out", "victims_code_only", "unclear"]

# The last word of a name that takes 'the' in a sentence: 'the Home Office', but 'Companies House'
_WITH_THE = re.compile(
    r"\b(?:Adjudicator|Agency|Authority|Branch|Commission|Commissioner|Committee|Company|Department|Directorate|Estate|Examiner"
    r"|Executive|Fund|Government|Inspectorate|Laboratory|Ministry|Office|Officer|Ombudsman|Regulator|Scheme|Service|Tribunal"
    r"|Trustee|(?<!Health )Board|(?:General|National|Nursing|Care|Consumer)\b[\w ]* Council)$"
)
_WITHOUT = re.compile(r"^(?:HM|His Majesty's|NHS|FCDO) ")


def in_a_sentence(name: str) -> str:
    """The name as it stands within a sentence.

    >>> in_a_sentence("Department for Work and Pensions"), in_a_sentence("The Pensions Regulator")
    ('the Department for Work and Pensions', 'the Pensions Regulator')
    >>> in_a_sentence("HM Revenue and Customs"), in_a_sentence("Leeds Teaching Hospitals NHS Trust")
    ('HM Revenue and Customs', 'Leeds Teaching Hospitals NHS Trust')
    """
    if name.startswith("The "):
        return "the " + name[4:]
    head = re.split(r" (?:for|of) ", name, maxsplit=1)[0]
    return f"the {name}" if _WITH_THE.search(head) and not _WITHOUT.match(name) else name


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation. `justice`: it deals with crime, so a victim may need no MP. `remit_check`: ask about remit.

    `code` is the code under which a public register knows it (the NHS Organisation Data Service).
    """

    id: str
    name: str
    kind: str
    jurisdiction: Jurisdiction
    procedure: str | None = None
    aliases: tuple[str, ...] = ()
    signpost: str | None = None
    justice: bool = False
    remit_check: bool = False
    code: str | None = None
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of organisation, for those the register does not name. `procedure_by` lets one fact's answer decide.

    `ourselves`: the office itself, of which a complaint is no other organisation's matter.
    """

    name: str
    title: str
    jurisdiction: Jurisdiction
    procedure: str | None = None
    signpost: str | None = None
    private_signpost: str | None = None
    justice: bool = False
    remit_check: bool = False
    asks: tuple[str, ...] = ()
    procedure_by: tuple[str, Mapping[str, str]] | None = None
    confirm: bool = False
    ourselves: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that show what sort of organisation is meant, when none is named ('my GP surgery', 'HMP Anytown').

    `sure` words decide whatever stands beside them ('Scottish ambulance'); others outside do so only alone.
    """

    pattern: re.Pattern[str]
    kind: str
    signpost: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name may mean: one body, or a kind, or near misses to offer. A near miss is never taken as meant."""

    body: Body | None = None
    kind: str | None = None
    candidates: tuple[Body, ...] = ()
    signpost: str | None = None

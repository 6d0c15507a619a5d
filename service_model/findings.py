"""Adding findings up: several issues through one gate, in a way that the order of the issues cannot change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from service_model.determination import Finding, Flag, Force

_RANK = {"cannot_tell": 0, "met": 1, "not_met": 2}
_FORCE: dict[Force, int] = {"legal": 0, "policy": 1, "guidance": 2}
_NUMBERS = re.compile(r"\d+")


def met(gate: str, reason: str, *paragraphs: str, kind: Force = "guidance", **more: Any) -> Finding:
    """The finding that what the paragraphs ask is so. `more` is any other field of a finding."""
    return Finding(gate, "met", reason, paragraphs, kind, **more)


def not_met(gate: str, reason: str, *paragraphs: str, kind: Force = "guidance", **more: Any) -> Finding:
    """The finding that it is not so."""
    return Finding(gate, "not_met", reason, paragraphs, kind, **more)


def cannot_tell(gate: str, reason: str, *paragraphs: str, kind: Force = "guidance", **more: Any) -> Finding:
    """The finding that it cannot be told yet; `needs` names the facts that would settle it, most useful first."""
    return Finding(gate, "cannot_tell", reason, paragraphs, kind, **more)


def unique[T](rows: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order they came."""
    return tuple(dict.fromkeys(rows))


def in_order(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Paragraphs each once, as the guidance numbers them.

    >>> in_order(["SM-2.21", "SM-2.7", "SM-2.21"])
    ('SM-2.7', 'SM-2.21')
    """
    return tuple(sorted(set(paragraphs), key=lambda each: ([int(number) for number in _NUMBERS.findall(each)], each)))


def strongest(kinds: Iterable[Force]) -> Force:
    """What binds most: the law, then the office's policy, then guidance.

    >>> strongest(["guidance", "legal", "policy"])
    'legal'
    """
    return min(kinds, key=_FORCE.__getitem__)


def merged(findings: Sequence[Finding]) -> Finding:
    """One finding for the gate: cannot tell if any cannot, else met if any is met; everything each of them says is kept."""
    if len(findings) == 1:
        return findings[0]
    rows = sorted(findings, key=settled_order)
    first = rows[0]
    limits = sorted((each.time_limit for each in rows if each.time_limit), key=lambda each: (each.from_, each.to))
    return Finding(
        gate=first.gate,
        status=first.status,
        reason=" ".join(unique(each.reason for each in rows)),
        paragraphs=in_order(paragraph for each in rows for paragraph in each.paragraphs),
        kind=strongest(each.kind for each in rows),
        needs=unique(need for each in rows for need in each.needs),
        outcome=first.outcome,
        closure_code=first.closure_code,
        flags=unique(flag for each in rows for flag in each.flags),
        signposts=unique(signpost for each in rows for signpost in each.signposts),
        next_steps=unique(step for each in rows for step in each.next_steps),
        time_limit=limits[0] if limits else None,
    )


def settled_order(finding: Finding) -> tuple[int, str]:
    """An order of findings that does not depend on the order of the issues."""
    return _RANK[finding.status], repr(finding)


def part_left(finding: Finding) -> Flag:
    """The flag for a part that cannot go on while the rest does (SM-2.4), or that is late and decided on its own (SM-2.293)."""
    if finding.outcome == "out_of_time":
        why = " ".join(unique((finding.reason, *(flag.reason for flag in finding.flags))))
        words = f"Part of the complaint is late. Decide on the time limit for that part on its own; it is not closed. {why}"
        return Flag("part_out_of_time", words, in_order((*finding.paragraphs, "SM-2.293")))
    code = f" It would close as '{finding.closure_code}'." if finding.closure_code else ""
    return Flag(
        f"part_{finding.outcome}", f"Part of the complaint cannot go on with the rest. {finding.reason}{code}", finding.paragraphs
    )

"""What a gate is: a name and a pure function, asked once a complaint or once an issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service_model.case import Case, View
from service_model.determination import Finding


@dataclass(frozen=True, slots=True)
class ComplaintGate:
    """Asked once for the whole complaint. None when the question does not arise."""

    name: str
    judge: Callable[[Case], Finding | None]


@dataclass(frozen=True, slots=True)
class IssueGate:
    """Asked for each issue that is still going on. None when the question does not arise for it."""

    name: str
    judge: Callable[[Case, View], Finding | None]


Gate = ComplaintGate | IssueGate

"""Gives many cases to one person at once. A case that somebody changed meanwhile stays as it is, and is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.casework import reasons
from intake_api.casework.models import CaseAllocation
from intake_api.outbox.telling import tell
from intake_api.queue.conditions import Looking, in_reach
from intake_api.queue.fetching import Place

MOST = 200  # cases in one go


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of the cases chosen, by reference: given, theirs already, changed meanwhile, and not found at all.

    `unexplained` are somebody's already, and nobody said why they change hands (SM-2.190), each with who has it.
    `queued` wait to be allocated, which has a page and checks of its own (SM-2.183).
    """

    given: tuple[str, ...]
    theirs: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]  # with who has it now
    missing: int
    unexplained: tuple[tuple[str, str], ...] = ()
    queued: tuple[str, ...] = ()


def assign(
    session: Session, chosen: Iterable[Place], *, assignee_id: int | None, names: dict[int, str], actor: str, looking: Looking,
    role: str, now: datetime, reason: str = "",
) -> Assigned:  # fmt: skip
    """Assigns cases, each chosen as (version seen, number). `reason` is for those that change hands. Commit is the caller's.

    `role` is the role of whoever assigns, for what case systems are told.
    """
    wanted = {place.id: place.key for place in list(chosen)[:MOST]}
    given, theirs, changed, unexplained, queued = [], [], [], [], []
    waiting = _in_the_queue(session, list(wanted))
    cases = _fetch(session, list(wanted), looking)
    for case_id, reference, version, had in cases:
        if version == wanted[case_id] and had == assignee_id:
            theirs.append(reference)
        elif case_id in waiting and assignee_id is not None:
            queued.append(reference)
        elif version == wanted[case_id] and None not in (had, assignee_id) and not reason:
            unexplained.append((reference, _name(names, had)))
        elif version == wanted[case_id] and _give(session, case_id, version, assignee_id):
            names_of = _name(names, had), _name(names, assignee_id)
            _trace(session, case_id, reference, names_of, actor, role, now, reason if had else "")
            given.append(reference)
        else:
            holder = session.scalar(select(Case.assignee_id).where(Case.id == case_id))
            changed.append((reference, _name(names, holder)))
    return Assigned(tuple(given), tuple(theirs), tuple(changed), len(wanted) - len(cases), tuple(unexplained), tuple(queued))


def _trace(
    session: Session, case_id: int, reference: str, names: tuple[str, str], actor: str, role: str, now: datetime, reason: str
) -> None:
    by = actor.removeprefix("staff:")
    digest = reasons.keep_for(session, case_id=case_id, by=by, at=now, action="case_assigned", reason=reason)
    before, after = {"assignee": names[0]}, {"assignee": names[1], **({"digest": digest} if digest else {})}
    audit.record(
        session, actor=actor, action="case_assigned", at=now, subject=reference, fields=["reason"] if digest else (),
        before=before, after=after,
    )  # fmt: skip
    tell(session, reference=reference, action="case_assigned", role=role, at=now, before=before, after=after)


def _fetch(session: Session, ids: list[int], looking: Looking) -> Sequence[Any]:
    reach = [] if looking.reach is None else [in_reach(looking.reach)]
    return session.execute(
        select(Case.id, Case.reference, Case.version, Case.assignee_id).where(Case.id.in_(ids), *reach).order_by(Case.id)
    ).all()


def _in_the_queue(session: Session, ids: list[int]) -> set[int]:
    waits = CaseAllocation.case_id.in_(ids), CaseAllocation.left_at.is_(None)
    return set(session.scalars(select(CaseAllocation.case_id).where(*waits)))


def _give(session: Session, case_id: int, version: int, assignee_id: int | None) -> bool:
    """False where somebody was faster: the database decides, by the version."""
    given = update(Case).where(Case.id == case_id, Case.version == version)
    done = session.execute(given.values(assignee_id=assignee_id, version=version + 1))
    return cast("CursorResult[Any]", done).rowcount == 1


def _name(names: dict[int, str], user_id: int | None) -> str:
    return names.get(user_id, "somebody") if user_id else "nobody"

"""Tasks that wait for a supervisor's signature: which they are is configured, that it is there is asked here (SM-intro, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import signed
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseSignOff
from intake_api.staff import words as staff_words
from intake_api.staff.roles import Role
from intake_api.staff.settings import SUPERVISION

_LINE = (
    Role.INTAKE, Role.CASEWORKER, Role.SENIOR_CASEWORKER, Role.MANAGER, Role.ASSISTANT_DIRECTOR, Role.SENIOR_DECISION_MAKER,
)  # fmt: skip


class SignOff(Filled):
    """Which task is signed, and a note."""

    id: Annotated[str, Field(max_length=80)]
    note: Annotated[str, Field(max_length=5000)] | None = None


def read_tasks(path: Path) -> dict[str, Role]:
    """The tasks of a file with the role that signs each. Raises ValueError that says what in it is wrong."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        tasks = {str(name): Role(role) for name, role in given["tasks"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path.name} cannot be used: {error}") from error
    if wrong := [name for name, role in tasks.items() if role not in _LINE]:
        raise ValueError(f"{path.name} cannot be used: nobody of that role supervises casework ({', '.join(wrong)})")
    return tasks


TASKS: dict[str, Role] = read_tasks(SUPERVISION)


def use(path: Path) -> None:
    """From now on this process goes by the tasks of this file. Raises ValueError, and keeps the old ones, if it is not whole."""
    read = read_tasks(path)
    TASKS.clear()
    TASKS.update(read)


def require(change: Change, *tasks: str, instead: Mapping[signed.Place, Mapping[str, Any]] | None = None) -> None:
    """Lets the change go on when another person has signed each task that needs it, as it is now; else RefusedError names it.

    A signature counts for what stood there when it was given. `instead` holds answers of worksheets that are about to be saved.
    """
    for task in tasks:
        role = TASKS.get(task)
        if role is None:
            continue
        theirs = [each for each in _signed(change.session, change.case, task) if each.made_by != change.by]
        now = signed.covered(change.session, change.case, task, instead=instead)
        if any(each.covers == now for each in theirs):
            continue
        named, what = staff_words.code(role).lower(), in_words(task).lower()
        if theirs:
            words = (
                f"Something was changed after {theirs[-1].made_by} signed: {what}. Ask a {named} to look at it again and sign it"
            )
        else:
            words = f"The sign-off by a {named} is missing for: {what}. Ask a {named} to sign it"
        raise RefusedError(f"{words} on the Decision page (SM-intro-5b).")


def sign(change: Change, form: SignOff) -> None:
    """Keeps a supervisor's signature, with a digest of what is signed. Raises RefusedError for a role that may not."""
    change.must_be_open()
    role = TASKS.get(form.id)
    if role is None:
        raise RefusedError("No such task needs a sign-off.")
    if not may_sign(change.user.role, form.id):
        raise RefusedError(f"A {staff_words.code(role).lower()} signs this (SM-intro-5b).")
    covers = signed.covered(change.session, change.case, form.id)
    change.session.add(CaseSignOff(**change.stamp(), task=form.id, role=change.user.role, note=form.note, covers=covers))
    change.trace("task_signed", fields=["note"] if form.note else (), task=form.id, role=change.user.role, digest=covers)


def may_sign(role: str, task: str) -> bool:
    """Is somebody of this role a supervisor of the task?"""
    return role in _LINE[_LINE.index(TASKS[task]) :] if task in TASKS else False


def fetch(session: Session, case: Case) -> list[CaseSignOff]:
    """Every signature of the case, the oldest first."""
    return list(session.scalars(select(CaseSignOff).where(CaseSignOff.case_id == case.id).order_by(CaseSignOff.id)))


def counts(session: Session, case: Case, signature: CaseSignOff) -> bool:
    """Does a signature still count: is what it was given for as it was?"""
    return signature.covers == signed.covered(session, case, signature.task)


def in_words(task: str) -> str:
    """A task as pages name it."""
    kind, _, name = task.partition(":")
    return f"Worksheet {name.replace('_', ' ')}" if name else staff_words.code(kind)


def _signed(session: Session, case: Case, task: str) -> list[CaseSignOff]:
    return [each for each in fetch(session, case) if each.task == task]

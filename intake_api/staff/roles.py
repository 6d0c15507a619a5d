"""Who may do what. The table is data (delegation.yaml); pages ask it by `guards.allowed(Action.X)`, code by `may(role, action)`.

The roles are those of the guidance's delegation; the ones that only look (legal, auditor) change nothing. A senior decision
maker is the Ombudsman or a deputy (SM-10.64); shared services take calls and look for earlier contacts (SM-1.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

DELEGATION = Path(__file__).with_name("delegation.yaml")


class Role(StrEnum):
    """What a member of staff is."""

    INTAKE = "intake"
    CASEWORKER = "caseworker"
    SENIOR_CASEWORKER = "senior_caseworker"
    MANAGER = "manager"
    ASSISTANT_DIRECTOR = "assistant_director"
    LEGAL = "legal"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SHARED_SERVICES = "shared_services"
    SENIOR_DECISION_MAKER = "senior_decision_maker"


class Action(StrEnum):
    """What may be done in the console, in the words of its pages."""

    OWN_LOG_INS = "own_log_ins"
    VIEW_QUEUE = "view_queue"
    VIEW_CASE = "view_case"
    LOOK_FOR_CONTACTS = "look_for_contacts"
    SEE_EVERY_TEAM = "see_every_team"
    TAKE_CALL = "take_call"
    VIEW_ABOUT_YOU = "view_about_you"
    CHANGE_CASE = "change_case"
    DECIDE = "decide"
    APPROVE_DECISION = "approve_decision"
    ISSUE_PROVISIONAL_VIEWS = "issue_provisional_views"
    ISSUE_FINAL_REPORT = "issue_final_report"
    AGREE_PRIORITY = "agree_priority"
    AGREE_CATEGORY = "agree_category"
    APPROVE_OUT_OF_TIME = "approve_out_of_time"
    ASSESS_RISK = "assess_risk"
    APPROVE_RISK = "approve_risk"
    REVIEW_MITIGATION = "review_mitigation"
    ASSIGN_OVERSIGHT = "assign_oversight"
    APPROVE_AS_SENIOR = "approve_as_senior"
    DECLINE_ADJUSTMENT = "decline_adjustment"
    ANSWER_QUERY = "answer_query"
    GIVE_LEGAL_ADVICE = "give_legal_advice"
    SEND_LETTER = "send_letter"
    REDACT = "redact"
    ASSIGN = "assign"
    EXPORT = "export"
    EXPORT_PERSONAL_DATA = "export_personal_data"
    VIEW_REPORTS = "view_reports"
    VIEW_AUDIT = "view_audit"
    VIEW_RULEBOOK = "view_rulebook"
    SWITCH_ASSISTANT = "switch_assistant"
    MANAGE_STAFF = "manage_staff"


type Table = Mapping[Role, frozenset[Action]]


def read_table(path: Path) -> Table:
    """The table of a file. Raises ValueError that says what in it is wrong: a role or an action unknown, or left out."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        line = [Role(name) for name in given["line"]]
        who = {Action(name): _who(row, line) for name, row in given["actions"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path.name} cannot be used: {error}") from error
    if forgotten := [action for action in Action if action not in who]:
        raise ValueError(f"{path.name} does not say who may: {', '.join(forgotten)}")
    if not who[Action.MANAGE_STAFF]:
        raise ValueError(f"{path.name} lets nobody manage staff.")
    return {role: frozenset(action for action in Action if role in who[action]) for role in Role}


def _who(row: Mapping[str, Any], line: list[Role]) -> set[Role]:
    if unknown := set(row) - {"from", "also", "because"}:
        raise ValueError(f"there is no such word: {', '.join(sorted(unknown))}")
    on_the_line = line[line.index(Role(row["from"])) :] if "from" in row else []
    return {*on_the_line, *(Role(name) for name in row.get("also", []))}


MAY: dict[Role, frozenset[Action]] = dict(read_table(DELEGATION))


def use(path: Path) -> None:
    """From now on this process goes by the table of this file. Raises ValueError, and keeps the old one, when it is not whole."""
    MAY.update(read_table(path))


def may(role: Role | str, action: Action | str) -> bool:
    """May someone of this role do this? A role that we do not know may nothing."""
    return action in MAY.get(Role(role), frozenset()) if role in set(Role) else False

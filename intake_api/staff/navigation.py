"""The console's navigation: each page beside the action that opens it. A role sees the pages it may open."""

from __future__ import annotations

from typing import Any

from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Action, may

HOME = "/staff"
PAGES = (
    ("Home", HOME, Action.VIEW_QUEUE),
    ("Queue", "/staff/cases", Action.VIEW_QUEUE),
    ("Allocation", "/staff/allocation", Action.ASSIGN),
    ("Take a call", "/staff/calls/new", Action.TAKE_CALL),
    ("Assistant", "/staff/assistant", Action.SWITCH_ASSISTANT),
    ("Rulebook", "/staff/rulebook", Action.VIEW_RULEBOOK),
    ("Audit trail", "/staff/audit", Action.VIEW_AUDIT),
    ("Staff", "/staff/people", Action.MANAGE_STAFF),
)
_WITHIN = {"/staff/calls/new": "/staff/calls/", "/staff/cases": "/staff/cases/", "/staff/people": "/staff/people/"}


def navigation(user: StaffUser, here: str) -> list[dict[str, Any]]:
    """What the service navigation shows to this member of staff."""
    return [
        {
            "text": text, "href": href, "current": here == href,
            "active": href not in (HOME, here) and here.startswith(_WITHIN.get(href, href + "/")),
        }
        for text, href, action in PAGES if may(user.role, action)
    ]  # fmt: skip


def first_page(user: StaffUser) -> str:
    """Where this member of staff begins."""
    begins = ((HOME, Action.VIEW_QUEUE), ("/staff/people", Action.MANAGE_STAFF),
              ("/staff/calls/new", Action.TAKE_CALL))  # fmt: skip
    return next((href for href, action in begins if may(user.role, action)), "/staff/log-ins")

"""How far a member of staff may see: the one place where the queue, home and exports ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from intake_api.clock import utc_now
from intake_api.queue.conditions import Looking, Reach
from intake_api.staff.guards import allowed
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import reasons_to_see
from intake_api.staff.roles import Action, Role, may

Viewer = Annotated[StaffSession, allowed(Action.VIEW_QUEUE)]


def reach_of(user: StaffUser) -> Reach | None:
    """The reasons for which this person may see a case; None for all cases."""
    return None if may(user.role, Action.SEE_EVERY_TEAM) else reasons_to_see(user)


def looking(user: StaffUser, now: datetime | None = None) -> Looking:
    """Who looks, when, and how far."""
    return Looking(user.id, now or utc_now(), reach_of(user))


def may_for(user: StaffUser) -> Callable[[str], bool]:
    """For templates: may this person do that? Asked by the name of the action."""
    return lambda name: may(Role(user.role), Action(name))

"""People who have sent a complaint, and members of staff of any role, at the real application on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from intake_api.clock import utc_now
from intake_api.staff import service as staff_service
from intake_api.staff.roles import Role
from tests.conversations_api.browser import Browser
from tests.conversations_api.conftest import *  # noqa: F403 - its fixtures and hooks
from tests.intake_api.conftest import PASSWORD, cheap_passwords  # noqa: F401 - a fixture
from tests.outcome.conftest import sent  # noqa: F401 - a fixture

SHEET = "/staff/cases/{}/worksheets/public_value_model/case"


@pytest.fixture
def staff(app: Any, new_browser: Callable[[], Browser]) -> Callable[..., Browser]:
    """Somebody of a role, logged in."""

    def make(role: Role = Role.CASEWORKER) -> Browser:
        with app.state.sessions() as session:
            staff_service.add_user(session, username=role.value, password=PASSWORD, now=utc_now(), role=role)
            session.commit()
        made = new_browser()
        made.get("/staff/login")
        made.send("/staff/login", username=role.value, password=PASSWORD)
        return made

    return make

"""Forgets everything that was said and begins anew."""

from __future__ import annotations

from actions import ways
from actions.aside_action import AsideAction


class ActionStartAgain(AsideAction):
    """Forgets everything that was said and begins anew."""

    called = "action_start_again"
    step = ways.start_again

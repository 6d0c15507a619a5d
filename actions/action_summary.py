"""Shows what has been written down so far."""

from __future__ import annotations

from actions import asides
from actions.aside_action import AsideAction


class ActionSummary(AsideAction):
    """Shows what has been written down so far."""

    called = "action_summary"
    step = asides.show_summary

"""Asks whether to stop; after the end, says how it stands."""

from __future__ import annotations

from actions import ways
from actions.aside_action import AsideAction


class ActionStop(AsideAction):
    """Asks whether to stop; after the end, says how it stands."""

    called = "action_stop"
    step = ways.stop

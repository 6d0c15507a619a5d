"""Back to the last answer."""

from __future__ import annotations

from actions import ways
from actions.aside_action import AsideAction


class ActionGoBack(AsideAction):
    """Back to the last answer."""

    called = "action_go_back"
    step = ways.go_back

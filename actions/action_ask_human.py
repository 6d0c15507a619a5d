"""How to reach a person."""

from __future__ import annotations

from actions import ways
from actions.aside_action import AsideAction


class ActionAskHuman(AsideAction):
    """How to reach a person."""

    called = "action_ask_human"
    step = ways.human

"""How to reach a person."""

from __future__ import annotations

from actions import asides
from actions.aside_action import AsideAction


class ActionAskHuman(AsideAction):
    """How to reach a person."""

    called = "action_ask_human"
    step = asides.human

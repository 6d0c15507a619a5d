"""Why the open question is asked: the rule's own reason and paragraph."""

from __future__ import annotations

from actions import ways
from actions.aside_action import AsideAction


class ActionExplainWhy(AsideAction):
    """Why the open question is asked: the rule's own reason and paragraph."""

    called = "action_explain_why"
    step = ways.explain

"""Answers what people ask and say when no question is open, never twice in the same words."""

from __future__ import annotations

from actions import replies
from actions.aside_action import AsideAction


class ActionReply(AsideAction):
    """Answers what people ask and say when no question is open, never twice in the same words."""

    called = "action_reply"
    step = replies.reply

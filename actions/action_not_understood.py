"""Nothing else fits: asks again, or offers to begin."""

from __future__ import annotations

from actions import asides
from actions.aside_action import AsideAction


class ActionNotUnderstood(AsideAction):
    """Nothing else fits: asks again, or offers to begin."""

    called = "action_not_understood"
    step = asides.not_understood

"""Says who can help with what is not for us."""

from __future__ import annotations

from actions import asides
from actions.aside_action import AsideAction


class ActionOutOfScope(AsideAction):
    """Says who can help with what is not for us."""

    called = "action_out_of_scope"
    step = asides.out_of_scope

"""Asks which answer should be changed."""

from __future__ import annotations

from actions import asides
from actions.aside_action import AsideAction


class ActionSaveCorrection(AsideAction):
    """Asks which answer should be changed."""

    called = "action_save_correction"
    step = asides.ask_what_to_change

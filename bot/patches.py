"""What we change in the pinned Rasa, and the checks that the change still fits. Imported by the channel."""

from __future__ import annotations

import inspect
import re
from typing import Any

import rasa
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.nlg import interpolator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain

from bot import faster
from bot.faster import PatchDoesNotFitError

PINNED = "3.6.21"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def apply() -> None:
    """Applies every patch; twice does no harm. Raises PatchDoesNotFitError when Rasa is not as expected."""
    check()
    faster.apply()
    interpolator.interpolate_text = interpolate_text
    # Rasa sends the whole domain to every validate_ action, whatever endpoints.yml says; ours reads domain.yml itself
    Domain.does_custom_action_explicitly_need_domain = lambda self, action_name: False  # type: ignore[method-assign]
    _notice_lost_actions()


def _notice_lost_actions() -> None:
    """Stock Rasa logs that an action failed and goes on without its events; the channel must know, to keep the old state."""
    original = RemoteAction.run
    if getattr(original, "notices", False):
        return

    async def run(self: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Any]:
        try:
            return await original(self, output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception:
            output_channel.lost_action = self.name()
            raise

    run.notices = True  # type: ignore[attr-defined]
    RemoteAction.run = run  # type: ignore[method-assign]


def interpolate_text(response: str, values: dict[str, Any]) -> str:
    """Fills {slot_name} in; every other brace stays (payloads of buttons), and an unset slot leaves nothing behind.

    The stock function runs str.format over the text, which chokes on payloads and on words a person may type.

    >>> interpolate_text('{a} and {b}', {'a': '{b}', 'b': None})
    '{b} and '
    """
    return _PLACEHOLDER.sub(lambda match: _shown(values, match), response)


def check() -> None:
    """Raises PatchDoesNotFitError unless the patched functions are there with the signatures we know."""
    if rasa.__version__ != PINNED:
        raise PatchDoesNotFitError(f"Written for Rasa {PINNED}, this is {rasa.__version__}: read bot/patches.py again.")
    expected = {
        **faster.expected(),
        RemoteAction.run: ["self", "output_channel", "nlg", "tracker", "domain"],
        Domain.does_custom_action_explicitly_need_domain: ["self", "action_name"],
        MessageProcessor._handle_message_with_tracker: ["self", "message", "tracker"],
        MessageProcessor.run_action_extract_slots: ["self", "output_channel", "tracker"],
        MessageProcessor._run_prediction_loop: ["self", "output_channel", "tracker"],
        interpolator.interpolate_text: ["response", "values"],
        interpolator.interpolate: ["response", "values"],
    }
    for function, names in expected.items():
        found = list(inspect.signature(function).parameters)
        if found != names:
            raise PatchDoesNotFitError(f"{function.__qualname__} takes {found}, expected {names}.")


def _shown(values: dict[str, Any], match: re.Match[str]) -> str:
    name = match[1]
    if name not in values:
        return match[0]
    return "" if values[name] is None else str(values[name])

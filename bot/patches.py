"""What we change in the pinned Rasa, and the checks that the change still fits. Imported by the channel."""

from __future__ import annotations

import inspect
import re
from typing import Any, Dict

import rasa
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg import interpolator

PINNED = "3.6.21"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class PatchDoesNotFit(RuntimeError):
    """The installed Rasa is not the one these patches were written for."""


def apply() -> None:
    """Applies every patch; twice does no harm. Raises PatchDoesNotFit when Rasa is not as expected."""
    check()
    schema = RemoteAction.action_response_format_spec()
    validator_class = validator_for(schema, default=Draft7Validator)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate_action_result(self: RemoteAction, result: Dict[str, Any]) -> bool:
        """The stock method checks the schema itself on every reply: 64 % of Rasa's time in a form turn."""
        error = next(validator.iter_errors(result), None)
        if error is not None:
            # the stock message quotes the reply, which holds what a person said
            raise ValidationError(f"The action server's reply does not fit at {list(error.absolute_path)}: {error.validator}")
        return True

    RemoteAction._validate_action_result = validate_action_result  # type: ignore[method-assign]
    interpolator.interpolate_text = interpolate_text


def interpolate_text(response: str, values: Dict[str, Any]) -> str:
    """Fills {slot_name} in; every other brace stays (payloads of buttons), and an unset slot leaves nothing behind.

    The stock function runs str.format over the text, which chokes on payloads and on words a person may type.

    >>> interpolate_text('{a} and {b}', {'a': '{b}', 'b': None})
    '{b} and '
    """
    return _PLACEHOLDER.sub(lambda match: _shown(values, match), response)


def check() -> None:
    """Raises PatchDoesNotFit unless the patched functions are there with the signatures we know."""
    if rasa.__version__ != PINNED:
        raise PatchDoesNotFit(f"These patches were written for Rasa {PINNED}, this is {rasa.__version__}: read bot/patches.py again.")
    expected = {
        RemoteAction._validate_action_result: ["self", "result"],
        RemoteAction.action_response_format_spec: [],
        interpolator.interpolate_text: ["response", "values"],
        interpolator.interpolate: ["response", "values"],
    }
    for function, names in expected.items():
        found = list(inspect.signature(function).parameters)
        if found != names:
            raise PatchDoesNotFit(f"{function.__qualname__} takes {found}, expected {names}.")


def _shown(values: Dict[str, Any], match: "re.Match[str]") -> str:
    name = match[1]
    if name not in values:
        return match[0]
    return "" if values[name] is None else str(values[name])

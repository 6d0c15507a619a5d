"""Facts for the tests of casework that several of them share, with sensible defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service_model.casework.two_handlers import HandlersFacts


def answered_by_two(original: str, other: str) -> Callable[..., HandlersFacts]:
    """Builds complaints about `original` that `other` has answered too."""

    def facts(**given: Any) -> HandlersFacts:
        return HandlersFacts.model_validate({"original": original, "other": other, **given})

    return facts

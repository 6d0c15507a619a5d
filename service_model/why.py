"""'Why do you ask?': the reason for each question in plain words, and the paragraphs that make us ask it."""

from __future__ import annotations

from importlib.resources import files

import yaml

from service_model.facts import FACTS

_REASONS: dict[str, str] = yaml.safe_load(files("service_model").joinpath("why.yaml").read_text(encoding="utf-8"))


def explain(fact: str) -> tuple[str, tuple[str, ...]]:
    """The reason for asking, to be read by the person, and the paragraphs behind it. Raises KeyError for no such fact."""
    return _REASONS[fact], FACTS[fact].cites

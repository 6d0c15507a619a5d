"""What is said about something that cannot be used. The words stand in problems.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import yaml

PROBLEMS: Mapping[str, str] = yaml.safe_load(files("intake_api.resume").joinpath("problems.yaml").read_text(encoding="utf-8"))

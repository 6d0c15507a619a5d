"""Second tier complaint handlers: who they are, whose further stage they are, and how to reach them (SM-2.142, 2.143)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ConfigDict, TypeAdapter

SecondTierRole = Literal["part", "separate"]


@dataclass(frozen=True, slots=True)
class SecondTier:
    """One handler. `role`: a separate part of an organisation, or one of its own. `through`: the organisation passes it on."""

    name: str
    role: SecondTierRole
    of: tuple[str, ...]
    contact: str
    source: str
    through: bool = False

    @property
    def title(self) -> str:
        """What to call it within a sentence."""
        return f"the {self.name}"


SecondTier.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
_SHAPE = TypeAdapter(dict[str, SecondTier])


def load_second_tiers(name: str | None, *, beside: Path | None = None) -> Mapping[str, SecondTier]:
    """The handlers of the file `name`, from the folder `beside` first, else from the package; none where no file is named."""
    if name is None:
        return {}
    packaged = Path(str(files("service_model") / "bodies" / name))
    for path in (*([beside / name] if beside else []), packaged):
        if path.is_file():
            return _SHAPE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8"))["second_tiers"])
    raise ValueError(f"There is no file of second tier complaint handlers {name!r}.")

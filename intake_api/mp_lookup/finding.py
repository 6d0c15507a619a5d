"""What may come of looking for an MP, and the port that every way of looking has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["found", "vacant", "unknown", "several", "away"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`found`: constituency and MP. `vacant`: the seat has none now. `unknown`: no such postcode. `several`: it cannot be

    told which. `away`: nobody could be asked. `address_as` is how the MP is written to, such as 'Ms Jo Bloggs MP'.
    """

    kind: Kind
    constituency: str = ""
    name: str = ""
    address_as: str = ""
    several: tuple[str, ...] = ()


class Lookup(Protocol):
    """A way of looking. Never raises: what goes wrong is `away`."""

    def find(self, postcode: str) -> Finding:
        """Whose constituency this postcode (as we write it: CW1 4QJ) lies in."""
        ...

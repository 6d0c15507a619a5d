"""Who can help with what is not for us: the authority's own signposts, by the words of the message (elsewhere.yaml)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from service_model import PHSO
from service_model.determination import Signpost


def signposts_in(text: str) -> tuple[Signpost, ...]:
    """The signposts for what the message is about; () when it tells nothing.

    >>> [each.body for each in signposts_in("my landlord wont fix the boiler")]
    ['Housing Ombudsman', 'Citizens Advice']
    """
    return next((PHSO.signposts_for(*names) for words, names in _rows() if words.search(text)), ())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rows = yaml.safe_load(files("actions").joinpath("elsewhere.yaml").read_text(encoding="utf-8"))
    unknown = {name for row in rows for name in row["to"]} - set(PHSO.signposts)
    if unknown:
        raise ValueError(f"elsewhere.yaml names {sorted(unknown)}, which are no signposts of the authority.")
    return tuple((re.compile(row["words"], re.IGNORECASE), tuple(row["to"])) for row in rows)

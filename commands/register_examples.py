"""The register of bodies as Rasa's lookup table and synonyms: data/nlu/register.yml. The register is the one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service_model.organisation import Body

HEADER = """\
version: "3.1"
# Written by `./redress register examples` from service_model/bodies. Do not edit: change the register.
nlu:
"""
# Rasa looks without regard to capitals, so these would be found in ordinary words, or name no one body.
_ORDINARY = frozenset([
    "ago", "ho", "mod", "ee", "111", "octopus", "hermes", "starling", "marston", "lowell", "customs", "passport", "passports",
    "council", "judge", "district judge", "town council", "parish council", "county council", "city council",
    "borough council", "district council", "local council", "local authority", "police station", "county court",
    "magistrates court", "crown court", "family court", "embassy", "revenue", "tax", "social", "benefits", "army",
])  # fmt: skip
_BEFORE_A_NAME = re.compile(r"(?i)^(?:the|a|an|my)\s+")


def register_examples(bodies: Iterable[Body]) -> str:
    """The whole file. Longer names come first, as the first that fits is taken; a name of two bodies is left out."""
    owners: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, str] = {}
    for body in bodies:
        for name in (body.name, *body.aliases):
            bare = _BEFORE_A_NAME.sub("", name)
            if bare.casefold() not in _ORDINARY and bare == name.removeprefix("the ").removeprefix("The "):
                owners[bare.casefold()].add(body.id)
                spelt.setdefault(bare.casefold(), bare)
    of_one = {key: next(iter(ids)) for key, ids in owners.items() if len(ids) == 1}
    names = sorted((spelt[key] for key in of_one), key=lambda name: (-len(name), name.casefold(), name))
    by_body: dict[str, list[str]] = defaultdict(list)
    for key, body_id in of_one.items():
        by_body[body_id].append(spelt[key])
    parts = [_block("lookup: organisation", names)]
    parts += [_block(f"synonym: {body_id}", sorted(by_body[body_id])) for body_id in sorted(by_body)]
    return HEADER + "\n".join(parts)


def _block(title: str, lines: Iterable[str]) -> str:
    return f"- {title}\n  examples: |\n" + "".join(f"    - {line}\n" for line in lines)

"""The authorities Redress can serve, each one data file: procedures, limits, gates, codes, contacts.

What may live here: those files and their loader. What may not: rules. A new authority is a new file.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from service_model.authority import Authority
from service_model.gates import REGISTRY
from service_model.register import load_register
from service_model.second_tiers import load_second_tiers

_SHAPE = TypeAdapter(Authority)


def load_authority(which: str | Path) -> Authority:
    """The authority with that identifier ("phso"), or the one a file describes (a Path).

    A file outside the package may name register files of its own, beside it. Raises ValueError, with the file and
    what is wrong in it, for an unknown identifier, an unknown gate, or a signpost or code that is named but not given.
    """
    path = which if isinstance(which, Path) else Path(str(files("service_model") / "authorities" / f"{which}.yaml"))
    if not path.is_file():
        raise ValueError(f"There is no authority {str(which)!r}: {path.name} does not exist.")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        raw["register"] = load_register(raw.get("register", ()), beside=path.parent)
        raw["second_tiers"] = load_second_tiers(raw.get("second_tiers"), beside=path.parent)
        authority = _SHAPE.validate_python(raw)
    except ValidationError as error:
        raise ValueError(f"{path.name} is not a complete authority: {error}") from error
    for problem in _problems(authority):
        raise ValueError(f"{path.name}: {problem}")
    return authority


def _problems(authority: Authority) -> list[str]:
    known = ", ".join(REGISTRY)
    found = [f"there is no gate called {name!r}. The gates are: {known}." for name in authority.gates if name not in REGISTRY]
    named = [body.signpost for body in authority.register.bodies.values()]
    named += [kind.signpost for kind in authority.register.kinds.values()]
    named += [hint.signpost for hint in authority.register.hints]
    wanted = {each for each in named if each} | {each for row in authority.remit.categories.values() for each in row.signposts}
    wanted |= {each for each in (authority.commissioning.reviewer,) if each}
    wanted |= {each for procedure in authority.procedures.values() for each in procedure.advocacy}
    found += [f"signpost {name!r} is named but not described." for name in sorted(wanted - set(authority.signposts))]
    codes = {procedure.not_properly_made for procedure in authority.procedures.values()} - set(authority.closure_codes)
    found += [f"closure code {name!r} is named but not given." for name in sorted(codes)]
    return found


PHSO = load_authority("phso")

"""The authorities Redress can serve, each one data file: procedures, limits, gates, codes, contacts.

What may live here: those files and their loader. What may not: rules. A new authority is a new file.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service_model.authority import Authority
from service_model.gates import REGISTRY
from service_model.register_files import load_register, read_yaml

_SHAPE = TypeAdapter(Authority)


def load_authority(which: str | Path) -> Authority:
    """The authority with that identifier ("phso"), or the one a file describes (a Path).

    A file outside the package may name register files of its own, beside it, and may `extends: phso`: then it only says
    what is different. Raises ValueError, with the file and what is wrong in it, for an unknown identifier, an unknown gate,
    or a signpost or code that is named but not given.
    """
    path = which if isinstance(which, Path) else _packaged(which)
    raw = _read(path)
    if "extends" in raw:
        raw = {**_read(_packaged(raw["extends"])), **{key: value for key, value in raw.items() if key != "extends"}}
    try:
        raw["register"] = load_register(raw.get("register", ()), beside=path.parent, imported=raw.pop("imported", False))
        authority = _SHAPE.validate_python(raw)
    except ValidationError as error:
        raise ValueError(f"{path.name} is not a complete authority: {error}") from error
    for problem in _problems(authority):
        raise ValueError(f"{path.name}: {problem}")
    return authority


def _packaged(name: str) -> Path:
    return Path(str(files("service_model") / "authorities" / f"{name}.yaml"))


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ValueError(f"There is no authority {path.stem!r}: {path.name} does not exist.")
    raw: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return raw


def _problems(authority: Authority) -> list[str]:
    known = ", ".join(REGISTRY)
    found = [f"there is no gate called {name!r}. The gates are: {known}." for name in authority.gates if name not in REGISTRY]
    named = [body.signpost for body in authority.register.bodies.values()]
    named += [kind.signpost for kind in authority.register.kinds.values()]
    named += [hint.signpost for hint in authority.register.hints]
    wanted = {each for each in named if each} | {each for row in authority.remit.categories.values() for each in row.signposts}
    wanted |= {each for rows in authority.remit.matters.values() for each in rows}
    wanted |= {kind.private_signpost for kind in authority.register.kinds.values() if kind.private_signpost}
    wanted |= {each for procedure in authority.procedures.values() for each in procedure.advocacy}
    found += [f"signpost {name!r} is named but not described." for name in sorted(wanted - set(authority.signposts))]
    codes = {procedure.not_properly_made for procedure in authority.procedures.values()} - set(authority.closure_codes)
    found += [f"closure code {name!r} is named but not given." for name in sorted(codes)]
    return found


PHSO = load_authority("phso")

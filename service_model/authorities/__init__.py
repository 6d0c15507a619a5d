"""The authorities Redress can serve, each one data file: procedures, limits, gates, codes, contacts.

What may live here: those files and their loader. What may not: rules. A new authority is a new file. A new version of its
guidance is a file in `<authority>/versions/`: its name, the day it comes into force, and what it changes (decision 013).
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service_model.authority import Authority
from service_model.gates import REGISTRY
from service_model.register_files import load_register, read_yaml
from service_model.second_tiers import load_second_tiers

_SHAPE = TypeAdapter(Authority)


def load_authority(which: str | Path) -> Authority:
    """The authority with that identifier ("phso"), or the one a file describes (a Path).

    A file outside the package may name register files of its own, beside it, and may `extends: phso`: then it only says
    what is different. Raises ValueError, with the file and what is wrong in it, for an unknown identifier, an unknown gate,
    or a signpost or code that is named but not given.
    """
    path = which if isinstance(which, Path) else _packaged(which)
    raw = _raw(path)
    later = tuple(_version(raw, each) for each in sorted((path.parent / path.stem / "versions").glob("*.yaml")))
    return _checked({**raw, "versions": later}, path)


def load_version(which: str | Path, guidance: str | Path) -> Authority:
    """The authority under another version of its guidance: by its name or its file's ("v22"), or from a file (a Path).

    Raises ValueError, naming the versions there are, for one that there is not; and for a file that is not a version.
    """
    base = which if isinstance(which, Path) else _packaged(which)
    raw = _raw(base)
    if isinstance(guidance, Path):
        return _version(raw, guidance)
    here = {raw["guidance"]: None, raw["guidance"].split()[-1]: None}
    kept = {path.stem: path for path in sorted((base.parent / base.stem / "versions").glob("*.yaml"))}
    if guidance in here:
        return _checked(raw, base)
    if guidance not in kept:
        raise ValueError(f"There is no version {guidance!r} of the guidance. There are: {', '.join([*here, *kept])}.")
    return _version(raw, kept[guidance])


def _raw(path: Path) -> dict[str, Any]:
    """An authority's file with the register and the second tiers it names, not yet checked."""
    raw = _read(path)
    if "extends" in raw:
        raw = {**_read(_packaged(raw["extends"])), **{key: value for key, value in raw.items() if key != "extends"}}
    raw["register"] = load_register(raw.get("register", ()), beside=path.parent, imported=raw.pop("imported", False))
    raw["second_tiers"] = load_second_tiers(raw.get("second_tiers"), beside=path.parent)
    return raw


def _version(base: dict[str, Any], path: Path) -> Authority:
    """The authority as a version file changes it, key by key."""
    given = read_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(given, dict) or set(given) != {"guidance", "in_force_from", "changes"}:
        raise ValueError(f"{path.name} is not a version of the guidance: give guidance, in_force_from and changes.")
    if {"register", "second_tiers"} & set(given["changes"]):
        raise ValueError(f"{path.name}: the register is the same under every version of the guidance, as are the second tiers.")
    about = {"guidance": given["guidance"], "in_force_from": given["in_force_from"]}
    return _checked({**_merged(base, given["changes"]), **about}, path)


def _merged(old: Any, new: Any) -> Any:
    """What `new` says, on top of `old`, key by key; lists and values are replaced whole."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _checked(raw: dict[str, Any], path: Path) -> Authority:
    try:
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
    wanted |= {each for each in (authority.commissioning.reviewer,) if each}
    wanted |= {each for rows in authority.remit.matters.values() for each in rows}
    wanted |= {kind.private_signpost for kind in authority.register.kinds.values() if kind.private_signpost}
    wanted |= {each for procedure in authority.procedures.values() for each in procedure.advocacy}
    wanted |= {*authority.legal_remedy.advice, *authority.other_forum.signposts}
    for names in (*authority.legal_remedy.advice_by_procedure.values(), *authority.other_forum.regulators.values()):
        wanted |= set(names)
    found += [f"signpost {name!r} is named but not described." for name in sorted(wanted - set(authority.signposts))]
    found += [f"gates_in_force names {name!r}, which is not among the gates." for name in authority.gates_in_force
              if name not in authority.gates]  # fmt: skip
    codes = {procedure.not_properly_made for procedure in authority.procedures.values()} - set(authority.closure_codes)
    found += [f"closure code {name!r} is named but not given." for name in sorted(codes)]
    return found


PHSO = load_authority("phso")

"""Reading the register's files: those of the package, those beside an authority's file, and those an operator imported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from service_model.register import Body, Hint, Kind, Register, normalise

IMPORTED = "imported"
"""The folder of imported files, beside an authority's file or in the package: read if it is there (docs/registers.md)."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BODY = frozenset(each.name for each in fields(Body))


def read_yaml(text: str) -> Any:
    """The data of a YAML text: by the fast loader where libyaml is there, always a safe one."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (both are safe loaders)


def packaged_folder() -> Path:
    """The folder of the package's own register files."""
    return Path(str(files("service_model") / "bodies"))


def load_register(names: Iterable[str], *, beside: Path | None = None, imported: bool = False) -> Register:
    """The register these files hold, from the folder `beside` first, else from the package; with what was imported, if asked.

    Raises ValueError for a missing file, an identifier given twice, a body of no known kind, or a shared name of nobody.
    """
    return load_paths([*(_find(name, beside) for name in names), *(imported_files(beside) if imported else ())])


def load_paths(paths: Iterable[Path]) -> Register:
    """The register that exactly these files hold. Raises ValueError as `load_register` does."""
    rows = _Rows()
    for path in paths:
        rows.add(path)
    return Register(rows.bodies, rows.kinds, rows.hints, shared=rows.shared, frames=rows.frames, places=rows.places)


def own_files(authority: str) -> list[str]:
    """The names of the register files that a packaged authority's file lists."""
    text = files("service_model").joinpath("authorities", f"{authority}.yaml").read_text(encoding="utf-8")
    return list(read_yaml(text).get("register", ()))


def imported_files(beside: Path | None = None) -> list[Path]:
    """The imported files, in the order of their names: of the folder beside an authority's file, else of the package."""
    for folder in (*([beside / IMPORTED] if beside else []), packaged_folder() / IMPORTED):
        found = sorted(folder.glob("*.json"))
        if found:
            return found
    return []


class _Rows:
    """What the files read so far hold."""

    def __init__(self) -> None:
        self.bodies: dict[str, Body] = {}
        self.kinds: dict[str, Kind] = {}
        self.hints: list[Hint] = []
        self.shared: dict[str, tuple[str, ...]] = {}
        self.frames: set[str] = set()
        self.places: set[str] = set()

    def add(self, path: Path) -> None:
        data = _read(path)
        about = {"source": data["source"], "as_of": str(data["as_of"])}
        for identifier, row in _each_alone(data.get("bodies") or {}):
            if identifier in self.bodies:
                raise ValueError(f"{path.name}: {identifier!r} is given twice.")
            self.bodies[identifier] = _body(identifier, {**data.get("defaults", {}), **about, **row}, path.name)
        for identifier, row in (data.get("kinds") or {}).items():
            self.kinds[identifier] = _kind(identifier, row)
        self.hints += [
            Hint(re.compile(row["words"]), row["kind"], row.get("signpost"), row.get("sure", False))
            for row in data.get("hints") or ()
        ]
        for said, identifiers in (data.get("shared") or {}).items():
            name = normalise(str(said))
            self.shared[name] = tuple(dict.fromkeys((*self.shared.get(name, ()), *identifiers)))
        self.frames |= {normalise(word) for word in (data.get("frames") or "").split()} - {""}
        self.places |= {normalise(word) for word in (data.get("places") or "").split()} - {""}


def _read(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text) if path.suffix == ".json" else read_yaml(text)
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(data, dict) or not {"source", "as_of"} <= set(data):
        raise ValueError(f"{path.name} is not a register file: it has to say `source` and `as_of`.")
    return data


def _each_alone(rows: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body as a row of its own: those named under `also` share the description, never the name."""
    for identifier, row in rows.items():
        shared = {key: value for key, value in row.items() if key not in ("also", "aliases", "name", "code")}
        yield identifier, {key: value for key, value in row.items() if key != "also"}
        for other in row.get("also", ()):
            name, *aliases = [other] if isinstance(other, str) else other
            yield normalise(name).replace(" ", "_"), {**shared, "name": name, "aliases": aliases}


def _find(name: str, beside: Path | None) -> Path:
    for path in (*([beside / name] if beside else []), packaged_folder() / name):
        if path.is_file():
            return path
    raise ValueError(f"There is no register file {name!r}.")


def _body(identifier: str, row: dict[str, Any], file: str) -> Body:
    unknown = set(row) - _BODY
    if unknown:
        raise ValueError(f"{file}: {identifier!r} has {sorted(unknown)}, which a body does not have.")
    return Body(id=identifier, **{**row, "aliases": tuple(row.get("aliases", ()))})


def _kind(identifier: str, row: dict[str, Any]) -> Kind:
    by = row.get("procedure_by")
    return Kind(name=identifier, **{
        **row,
        "asks": tuple(row.get("asks", ())),
        "procedure_by": (by["fact"], by["answers"]) if by else None,
    })  # fmt: skip

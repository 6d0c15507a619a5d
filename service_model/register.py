"""The register of organisations: what people call them, which procedure they fall under, and who else may help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from rapidfuzz import fuzz, process

Jurisdiction = Literal["in", "out", "victims_code_only", "unclear"]

_NOT_WORDS = re.compile(r"[^\w\s]")
_LEADING = re.compile(r"^(?:(?:the|my|our|a|an|local|his|her|their|mum's|dad's) )+")


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation. `justice`: it deals with crime, so a victim may need no MP. `remit_check`: ask about remit."""

    id: str
    name: str
    kind: str
    jurisdiction: Jurisdiction
    procedure: str | None = None
    aliases: tuple[str, ...] = ()
    signpost: str | None = None
    justice: bool = False
    remit_check: bool = False
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of organisation, for those the register does not name. `procedure_by` lets one fact's answer decide."""

    name: str
    title: str
    jurisdiction: Jurisdiction
    procedure: str | None = None
    signpost: str | None = None
    private_signpost: str | None = None
    justice: bool = False
    remit_check: bool = False
    asks: tuple[str, ...] = ()
    procedure_by: tuple[str, Mapping[str, str]] | None = None
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that show what sort of organisation is meant, when none is named ('my GP surgery', 'HMP Anytown').

    `sure` words decide whatever stands beside them ('Scottish ambulance'); others outside do so only alone.
    """

    pattern: re.Pattern[str]
    kind: str
    signpost: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name may mean: one body, or a kind, or near misses to offer. A near miss is never taken as meant."""

    body: Body | None = None
    kind: str | None = None
    candidates: tuple[Body, ...] = ()
    signpost: str | None = None


class Register:
    """Bodies, kinds and hints of one authority, indexed by every normalised name."""

    def __init__(self, bodies: Mapping[str, Body], kinds: Mapping[str, Kind], hints: Iterable[Hint]) -> None:
        """Builds the index of names. Raises ValueError for a body or hint of a kind that is not described."""
        self.bodies, self.kinds, self.hints = bodies, kinds, tuple(hints)
        self._index: dict[str, list[Body]] = {}
        for body in bodies.values():
            if body.kind not in kinds:
                raise ValueError(f"Body {body.id!r} is of kind {body.kind!r}, which is not described.")
            for name in dict.fromkeys(normalise(each) for each in (body.name, *body.aliases)):
                self._index.setdefault(name, []).append(body)
        self._seen: dict[str, Resolution] = {}

    def look(self, text: str) -> Resolution:
        """Exact name or alias, else the words of a kind; without near misses. Remembers what it was asked."""
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) > 4096:
                self._seen.clear()
            found = self._seen[text] = self._look(text)
        return found

    def _look(self, text: str) -> Resolution:
        name = normalise(text)
        named = self._index.get(name) or self._index.get(_LEADING.sub("", name)) or []
        if len(named) == 1:
            return Resolution(body=named[0], kind=named[0].kind, signpost=named[0].signpost)
        if named:
            return Resolution(candidates=tuple(named))
        hint = self._hint(name)
        within = self._within(name)
        if within and (hint is None or any(body.kind != hint.kind for body in within)):
            return Resolution(candidates=within)
        return Resolution(kind=hint.kind, signpost=hint.signpost) if hint else Resolution()

    def _hint(self, name: str) -> Hint | None:
        """The first hint that fits. Words of someone outside beside words of someone inside settle nothing: it is asked."""
        fitting = [each for each in self.hints if each.pattern.search(name)]
        if not fitting:
            return None
        outside = self.kinds[fitting[0].kind].jurisdiction == "out"
        mixed = outside and not fitting[0].sure and any(self.kinds[each.kind].jurisdiction != "out" for each in fitting)
        return None if mixed else fitting[0]

    def _within(self, name: str) -> tuple[Body, ...]:
        """Bodies whose name stands among the words: likely meant, so words of a kind beside it must not outweigh it."""
        words = name.split()[:60]
        spans = (
            " ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, min(start + 9, len(words)) + 1)
        )
        return tuple(dict.fromkeys(body for span in spans if len(span) > 3 for body in self._index.get(span, ())))

    def resolve(self, text: str, *, limit: int = 5, cutoff: float = 75) -> Resolution:
        """As `look`, and the nearest bodies by spelling (rapidfuzz, 0 to 100) as candidates when none is meant for sure."""
        found = self.look(text)
        if found.body is not None or not text.strip():
            return found
        name = normalise(text)
        scores: dict[str, float] = {}
        for scorer, least in ((fuzz.ratio, cutoff), (fuzz.token_sort_ratio, cutoff), (fuzz.token_set_ratio, 85.0)):
            for near, score, _ in process.extract(name, self._index.keys(), scorer=scorer, limit=limit, score_cutoff=least):
                scores[near] = max(score, scores.get(near, 0.0))
        best = sorted((near for near in scores if len(near) > 3), key=lambda near: (-scores[near], near))
        bodies = dict.fromkeys((*found.candidates, *(body for near in best for body in self._index[near])))
        return Resolution(kind=found.kind, signpost=found.signpost, candidates=tuple(bodies)[:limit])


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Lower case, 'and' for '&', no punctuation, one space between words, at most 300 characters.

    >>> normalise("The D.W.P. & Jobcentre-Plus")
    'the dwp and jobcentre plus'
    """
    plain = text[:300].casefold().replace("&", " and ").replace("-", " ").replace("/", " ").replace("’", "'")
    return " ".join(_NOT_WORDS.sub("", plain).split())


def load_register(names: Iterable[str], *, beside: Path | None = None) -> Register:
    """The register these files hold, from the folder `beside` first, else from the package.

    Raises ValueError for a missing file, an identifier given twice, or a body of no known kind.
    """
    bodies: dict[str, Body] = {}
    kinds: dict[str, Kind] = {}
    hints: list[Hint] = []
    for name in names:
        data = yaml.safe_load(_find(name, beside).read_text(encoding="utf-8"))
        about = {"source": data["source"], "as_of": str(data["as_of"])}
        for identifier, row in _each_alone(data.get("bodies") or {}):
            if identifier in bodies:
                raise ValueError(f"{name}: {identifier!r} is given twice.")
            bodies[identifier] = _body(identifier, {**data.get("defaults", {}), **about, **row}, name)
        for identifier, row in (data.get("kinds") or {}).items():
            kinds[identifier] = _kind(identifier, row)
        hints += [
            Hint(re.compile(row["words"]), row["kind"], row.get("signpost"), row.get("sure", False))
            for row in data.get("hints") or ()
        ]
    return Register(bodies, kinds, hints)


def _each_alone(rows: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body as a row of its own: those named under `also` share the description, never the name."""
    for identifier, row in rows.items():
        shared = {key: value for key, value in row.items() if key not in ("also", "aliases", "name")}
        yield identifier, {key: value for key, value in row.items() if key != "also"}
        for other in row.get("also", ()):
            name, *aliases = [other] if isinstance(other, str) else other
            yield normalise(name).replace(" ", "_"), {**shared, "name": name, "aliases": aliases}


def _find(name: str, beside: Path | None) -> Path:
    packaged = Path(str(files("service_model") / "bodies" / name))
    for path in (*([beside / name] if beside else []), packaged):
        if path.is_file():
            return path
    raise ValueError(f"There is no register file {name!r}.")


def _body(identifier: str, row: dict[str, Any], file: str) -> Body:
    unknown = set(row) - {each.name for each in fields(Body)}
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

"""Specimen complaints: for each gate the answers that bring out each of its findings, and every permutation of them.

What may live here: made-up answers and the walk through their permutations, for the rulebook page and the tables in docs/.
What may not: anything a determination rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service_model.determination import Determination, Status
from service_model.engine import GOES_ON, determine
from service_model.facts import FACTS, record_from
from service_model.record import Complaint, Issue

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Specimens:
    """One authority's specimens (phso.yaml explains the parts)."""

    today: date
    services: Mapping[str, Answers]
    gates: Mapping[str, Mapping[Status, Mapping[str, Any]]]

    def answers(self, service: str, gate: str, status: Status) -> Answers | None:
        """What differs from the service's complaint for this finding of the gate; None where the specimens have none."""
        given = self.gates.get(gate, {}).get(status)
        if given is None:
            return {} if status == "met" else None
        by_service = set(given) & set(self.services)
        return given.get(service) if by_service else given


@cache
def specimens(authority: str = "phso") -> Specimens:
    """The specimens of an authority. Raises FileNotFoundError for one that has none."""
    rows = yaml.safe_load(files("service_model").joinpath("specimens", f"{authority}.yaml").read_text(encoding="utf-8"))
    return Specimens(rows["today"], rows["services"], rows["gates"])


def complaint_of(answers: Answers, **about: Any) -> Complaint:
    """The record of a specimen: answers by fact or by field of the record or its first issue, with `signals` and `open`."""
    rest = dict(answers)
    whole: dict[str, Any] = {"channel": rest.pop("channel", "web"), **about}
    whole["signals"] = [{"name": name} for name in rest.pop("signals", ())]
    left = rest.pop("open", ())
    whole["unanswered"] = dict.fromkeys(left, "dont_know")
    for name in [each for each in rest if each not in FACTS]:
        if name in Issue.model_fields:
            whole.setdefault("issues", [{}])[0][name] = rest.pop(name)
        else:
            whole[name] = rest.pop(name)
    given = {name: str(value) if isinstance(value, date) else value for name, value in rest.items()}
    return record_from({name: value for name, value in given.items() if value is not None and name not in left}, **whole)


def together(*parts: Answers) -> Answers:
    """Several specimens in one: the later part stands; what they list is put together."""
    found: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            joins = isinstance(value, list) and isinstance(found.get(name), list)
            found[name] = [*found[name], *value] if joins else value
    return found


def permutations(authority: str = "phso") -> Iterator[tuple[str, Determination]]:
    """Every permutation of the gates' findings, by service, in the gates' order; each with what follows.

    A gate behind one that ends the complaint is not asked, so it is not varied. The same findings are given once.
    """
    rows = specimens(authority)
    for service, base in rows.services.items():
        seen: set[tuple[tuple[str, str], ...]] = set()
        waiting: list[tuple[int, Answers]] = [(0, base)]
        gates = list(rows.gates)
        while waiting:
            depth, answers = waiting.pop()
            found = determine(complaint_of(answers), today=rows.today)
            path = tuple((finding.gate, finding.status) for finding in found.findings)
            if path not in seen:
                seen.add(path)
                yield service, found
            if any(finding.status == "not_met" and finding.outcome not in GOES_ON for finding in found.findings):
                asked = {finding.gate for finding in found.findings}
                depth = next((place for place in range(depth, len(gates)) if gates[place] in asked), len(gates))
            if depth == len(gates):
                continue
            for status in ("cannot_tell", "not_met", "met"):
                differs = rows.answers(service, gates[depth], status)
                if differs is not None:
                    waiting.append((depth + 1, together(answers, differs)))

"""The narrative pipeline on the held-out stories, sentences and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commands.evaluating import held_out
from commands.evaluating.scores import Interval, Tallies, Tally, share
from narrative.dates import date_from
from narrative.reader import Reader
from service_model.dates import date_range

KINDS_OF_CONTACT = ("phones", "postcodes", "emails", "nhs_numbers", "prison_numbers")
RISKS = {"self_harm": "self_harm_risk", "harm_to_others": "harm_to_others", "child_at_risk": "child_at_risk"}
_DETAILED = "disability"
SIGNAL_TARGET = 0.85  # F1 of each signal


@dataclass
class Result:
    """A named figure with its interval, what it is of, its target (None: none) and the errors behind it."""

    name: str
    figure: Interval
    of: int
    target: float | None = None
    at_most: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool | None:
        """Whether the figure itself meets its target."""
        if self.target is None:
            return None
        return self.figure.value <= self.target if self.at_most else self.figure.value >= self.target


def dates(reader: Reader, stories: list[dict[str, Any]]) -> list[Result]:
    """Dates in stories (found and read right, and what was made up) and dates as answers."""
    right, of, found_all = 0, 0, 0
    errors: list[Any] = []
    invented: list[Any] = []
    for story in stories:
        today = held_out.day(story["today"])
        found = list(reader.read(story["text"], today=today).dates)
        spans = list(_places(story["text"], [row["said"] for row in story.get("dates") or ()]))
        for row, (start, end) in zip(story.get("dates") or (), spans, strict=True):
            of += 1
            here = [d for d in found if d.start < end and start < d.end]
            if any(_same_time(row, d.first, d.last) for d in here):
                right += 1
            else:
                said = ", ".join(f"{d.text} = {d.first}..{d.last}" for d in here) or "nothing"
                errors.append(f"“{row['said']}” ({story['id']}, told {today}): wanted {row['from']}..{row['to']}, found {said}")
        found_all += len(found)
        lost = [d for d in found if not any(d.start < end and start < d.end for start, end in spans)]
        invented.extend(f"“{d.text}” ({story['id']}) read as {d.first}..{d.last}" for d in lost)
    answers, misread = held_out.table("dates.yaml"), []
    for row in answers:
        answer = date_from(row["said"], today=held_out.day(row["today"]))
        span = date_range(answer.edtf) if answer.edtf else None
        if span is None or not _same_time(row, span.earliest.isoformat(), span.latest.isoformat()):
            misread.append(f"“{row['said']}” (told {row['today']}): wanted {row['from']}..{row['to']}, read {answer.edtf}")
    return [
        Result("Dates in stories, read right", share(right, of), of, 0.90, errors=errors),
        Result("Dates in stories that are there", share(found_all - len(invented), found_all), found_all, errors=invented),
        Result(
            "Dates as answers, read right", share(len(answers) - len(misread), len(answers)), len(answers), 0.90, errors=misread
        ),
    ]


def _places(text: str, said: list[str]) -> Iterator[tuple[int, int]]:
    """Where each of these stands; the second of the same words is looked for after the first."""
    after: dict[str, int] = {}
    for words in said:
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, after.get(words, 0))  # '5 July' is not in '15 July'
        start = whole.start() if whole else text.index(words, after.get(words, 0))
        after[words] = start + len(words)
        yield start, start + len(words)


def _same_time(row: dict[str, Any], first: str, last: str) -> bool:
    """A day is that day. A vague time is right when the two ranges share at least half of what either covers, or the one
    read lies within the one meant."""
    meant = held_out.day(row["from"]), held_out.day(row["to"])
    read = date.fromisoformat(first), date.fromisoformat(last)
    if meant[0] <= read[0] and read[1] <= meant[1]:
        return True
    both = (min(meant[1], read[1]) - max(meant[0], read[0])).days + 1
    either = (max(meant[1], read[1]) - min(meant[0], read[0])).days + 1
    return both / either >= 0.5


def organisations(reader: Reader, stories: list[dict[str, Any]]) -> list[Result]:
    """The body complained about: the first named, and among the first three; and which bodies are only mentioned."""
    first, third, roles, of, wrong_first, wrong_third, wrong_role = 0, 0, Tally(), 0, [], [], []
    for story in stories:
        rows = story.get("organisations") or []
        blamed = [row for row in rows if row["role"] == "complained_about"]
        if not blamed:
            continue
        of += 1
        found = reader.read(story["text"], today=held_out.day(story["today"])).organisations
        ranked = sorted(found, key=lambda o: (o.role != "complained_about", -o.confidence))
        names = [(o.id, story["text"][o.start : o.end], o.role) for o in ranked]
        told = f"{story['id']}: wanted {_told(blamed)}, found {[f'{words} ({id_}, {role})' for id_, words, role in names]}"
        if ranked and ranked[0].role == "complained_about" and _is_one(story["text"], ranked[0], blamed):
            first += 1
        else:
            wrong_first.append(told)
        if any(_is_one(story["text"], o, blamed) for o in _apart(ranked)[:3]):
            third += 1
        else:
            wrong_third.append(told)
        for row in (row for row in rows if row["role"] == "mentioned" and row["id"]):
            is_blamed = any(o.id == row["id"] and o.role == "complained_about" for o in found)
            roles.right += not is_blamed
            roles.false += is_blamed
            if is_blamed:
                wrong_role.append(f"{story['id']}: {row['said']} is only mentioned")
    mentioned = roles.right + roles.false
    return [
        Result("Organisation complained about, first", share(first, of), of, 0.92, errors=wrong_first),
        Result("Organisation complained about, among three", share(third, of), of, errors=wrong_third),
        Result("Bodies only mentioned, not blamed", share(roles.right, mentioned), mentioned, errors=wrong_role),
    ]


def _told(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['said']} ({row['id']})" for row in rows]


def _apart(ranked: list[Any]) -> list[Any]:
    """One row for each body."""
    kept: dict[str, Any] = {}
    for one in ranked:
        kept.setdefault(one.id or one.name.casefold(), one)
    return list(kept.values())


def _is_one(text: str, found: Any, wanted: list[dict[str, Any]]) -> bool:
    """The same body of the register; or, of a body it does not hold, the same words."""
    for row in wanted:
        if row["id"]:
            if found.id == row["id"]:
                return True
        elif found.id is None and any(found.start < end and start < found.end for start, end in _every(text, row["said"])):
            return True
    return False


def _every(text: str, said: str) -> list[tuple[int, int]]:
    places, start = [], text.find(said)
    while start >= 0:
        places.append((start, start + len(said)))
        start = text.find(said, start + 1)
    return places


def contacts(reader: Reader, stories: list[dict[str, Any]]) -> list[Result]:
    """Phone numbers, postcodes, addresses and numbers: each value counts."""
    tally, errors = Tally(), []
    for story in stories:
        wanted = story.get("contacts") or {}
        found = reader.read(story["text"], today=held_out.day(story["today"])).contacts.as_dict()
        for kind in KINDS_OF_CONTACT:
            meant, read = set(map(str, wanted.get(kind) or ())), set(found.get(kind, ()))
            tally.right += len(meant & read)
            tally.missed += len(meant - read)
            tally.false += len(read - meant)
            if meant != read:
                errors.append(f"{story['id']}, {kind}: wanted {sorted(meant)}, found {sorted(read)}")
    return [
        Result("Contact details found", tally.recall, tally.support, 0.98, errors=errors),
        Result("Contact details that are there", tally.precision, tally.right + tally.false),
    ]


def signals(reader: Reader, stories: list[dict[str, Any]]) -> tuple[Tallies, dict[str, list[str]]]:
    """Every signal in stories and in single sentences, and the errors of each. Risks are measured by `safety`."""
    tallies, errors = Tallies(), dict[str, list[str]]()
    today = date(2025, 6, 1)
    for story in stories:
        wanted = {name for name in story.get("signals") or () if name not in RISKS.values()}
        found = _names(reader, story["text"], held_out.day(story["today"])) - set(RISKS.values())
        found &= set(tallies.by_label) | wanted | _measured(stories)
        tallies.add(wanted, found)
        for name in wanted ^ found:
            errors.setdefault(name, []).append(f"{'missed' if name in wanted else 'false'} in story {story['id']}")
    for name, rows in held_out.table("signals.yaml").items():
        for text, is_so in [*((t, True) for t in rows["has"]), *((t, False) for t in rows["not"])]:
            said = name in _names(reader, text, today)
            tallies.add({name} if is_so else set(), {name} if said else set())
            if said != is_so:
                errors.setdefault(name, []).append(f"{'missed' if is_so else 'false'}: {text}")
    return tallies, errors


def _measured(stories: list[dict[str, Any]]) -> set[str]:
    return {name for story in stories for name in story.get("signals") or ()}


def _names(reader: Reader, text: str, today: date) -> set[str]:
    read = reader.read(text, today=today).signals
    return {f"{s.name}/{s.detail}" if s.name == _DETAILED and s.detail else s.name for s in read}


def safety(stories: list[dict[str, Any]]) -> list[Result]:
    """Who is heard, of those in danger, and how many others raise an alarm."""
    from narrative.safety import assess_all

    rows, results = held_out.lists("safety.yaml"), []
    heard_all, danger_all = 0, 0
    for kind in RISKS:
        texts = [*rows[kind], *(story["text"] for story in stories if story["risk"] == kind)]
        missed = [text for text in texts if not assess_all(text)]
        heard_all, danger_all = heard_all + len(texts) - len(missed), danger_all + len(texts)
        results.append(Result(f"Heard: {kind}", share(len(texts) - len(missed), len(texts)), len(texts), 0.97, errors=missed))
        named = sum(kind in {risk.name for risk in assess_all(text)} for text in texts)
        results.append(Result(f"Heard and named {kind}", share(named, len(texts)), len(texts)))
    results.insert(0, Result("Heard: anyone in danger", share(heard_all, danger_all), danger_all, 0.97))
    calm = [*rows["none"], *(story["text"] for story in stories if story["risk"] == "none")]
    for title, texts in (("single lines", rows["none"]), ("whole stories", calm[len(rows["none"]) :]), ("all", calm)):
        alarmed = [text for text in texts if assess_all(text)]
        figure = share(len(alarmed), len(texts))
        results.append(Result(f"False alarms, {title}", figure, len(texts), 0.05, at_most=True, errors=alarmed))
    return results


def signals_summary(tallies: Tallies, errors: dict[str, list[str]]) -> list[Result]:
    """All signals together, how many reach their target, and the errors of the weakest."""
    total, rows = tallies.total(), tallies.by_label
    reached = sum(tally.f1 >= SIGNAL_TARGET for tally in rows.values())
    weakest = sorted(rows, key=lambda name: rows[name].f1)
    told = [f"{name}, {error}" for name in weakest[:10] for error in errors.get(name, [])[:4]]
    mean = sum(tally.f1 for tally in rows.values()) / max(1, len(rows))
    return [
        Result("Signals found", total.recall, total.support),
        Result("Signals that are there", total.precision, total.right + total.false),
        Result("Signals, mean F1", Interval(mean, mean, mean), len(rows)),
        Result(f"Signals with F1 at least {SIGNAL_TARGET}", share(reached, len(rows)), len(rows), 1.0, errors=told),
    ]

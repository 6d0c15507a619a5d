"""Plays a conversation file against a running system and says in which points it went differently than expected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from commands.paths import ROOT
from commands.player import NoSuchButtonError, Player
from service_model import PHSO, determine
from service_model.dates import date_range
from service_model.facts import FACTS, answers_from, record_from
from service_model.record import Complaint

HERE = ROOT / "tests" / "conversations"
MOST_TURNS = 80
MONTH = 30.44


@dataclass
class Intake:
    """One conversation file."""

    name: str
    channel: str
    answers: dict[str, list[str]]
    confirms: dict[str, str]
    before: dict[str, list[dict[str, Any]]]
    expect: dict[str, Any]


@dataclass
class Played:
    """What happened: every fact asked, everything said to the person, and the case if there is one."""

    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    case: dict[str, Any] | None = None
    turns: int = 0
    outcome: str | None = None
    transcript: str = ""


def intakes() -> list[Path]:
    """Every conversation file."""
    return sorted(path for path in HERE.glob("*.yml") if not path.name.startswith("_"))


def read(path: Path) -> Intake:
    """Reads a file; what it does not answer comes from the ordinary answers."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    ordinary = yaml.safe_load((HERE / "_ordinary_answers.yml").read_text(encoding="utf-8"))
    answers = {fact: _list(value) for fact, value in {**ordinary, **given["answers"]}.items()}
    unknown = set(answers) - set(FACTS)
    if unknown:
        raise ValueError(f"{path.name}: {sorted(unknown)} are no facts")
    return Intake(
        given["name"], given.get("channel", "web"), answers, given.get("confirms", {}), given.get("before", {}), given["expect"]
    )


def play(intake: Intake, base_url: str, api_token: str) -> Played:
    """Plays it to the end, or to the first question it has no answer for."""
    played = Played()
    before = {fact: list(rows) for fact, rows in intake.before.items()}
    times: dict[str, int] = {}
    with Player(base_url, channel=intake.channel, api_token=api_token) as player:
        _hear(played, player, player.open())
        while player.asked and player.status == "open" and player.available and len(player.turns) < MOST_TURNS:
            fact = player.asked
            try:
                if before.get(fact):
                    _interject(played, player, before[fact].pop(0))
                    continue
                said = answer_to(intake, fact, times, player)
                if said is None:
                    played.wrong.append(f"asked for {fact}, which the file does not answer")
                    break
                _hear(played, player, send(player, said))
            except NoSuchButtonError as problem:
                played.wrong.append(str(problem))
                break
        played.turns = len(player.turns)
        if len(player.turns) >= MOST_TURNS:
            played.wrong.append(f"did not end; last asked for {player.asked}")
        played.case = player.case() if player.reference else None
        played.wrong += differences(intake.expect, played, player)
        played.transcript = transcript(player)
    return played


def transcript(player: Player) -> str:
    """Both sides, to be read aloud."""
    lines = []
    for turn in player.turns:
        if turn.said is not None:
            lines.append(f"> {turn.said}")
        lines += [f"  {line}" for reply in turn.replied for line in reply.splitlines()]
        if turn.buttons:
            lines.append("  [" + "] [".join(title for title, _ in turn.buttons) + "]")
        lines.append("")
    return "\n".join(lines)


def _interject(played: Played, player: Player, row: dict[str, Any]) -> None:
    turn = send(player, row["says"])
    _hear(played, player, turn, counts=False)
    heard = "\n".join(turn.replied).casefold()
    played.wrong += [f"{row['says']!r} was not answered with {words!r}: {heard[:300]!r}"
                     for words in row.get("reply", []) if words.casefold() not in heard]  # fmt: skip


def answer_to(intake: Intake, fact: str, times: dict[str, int], player: Player) -> str | None:
    payloads = {payload for _, payload in player.buttons}
    if "/affirm" in payloads and "/deny" in payloads:
        return intake.confirms.get(fact, "yes that's right")
    answers = intake.answers.get(fact)
    if not answers:
        return None
    nth = times.get(fact, 0)
    times[fact] = nth + 1
    return answers[min(nth, len(answers) - 1)]


def send(player: Player, said: str) -> Any:
    return player.press(said.removeprefix("> ")) if said.startswith("> ") else player.say(said)


def _hear(played: Played, player: Player, turn: Any, *, counts: bool = True) -> None:
    last = played.said[-1:]
    for text in turn.replied:
        if [text] == last:
            played.wrong.append(f"said the same twice in a row: {text[:120]!r}")
        last = [text]
    played.said += turn.replied
    if counts and turn.asked:
        played.asked.append(turn.asked)
    played.facts = player.facts or played.facts


def differences(expect: dict[str, Any], played: Played, player: Player) -> list[str]:
    """What is not as the file expects, in sentences."""
    wrong: list[str] = []
    submitted = expect.get("submitted", True)
    if bool(player.reference) != submitted:
        wrong.append(f"submitted: {bool(player.reference)}, expected {submitted}")
    if expect.get("nothing_kept"):
        kept = [row["text"] for row in player.transcript()["messages"] if row["sender"] == "person"]
        if kept or any(fact != "consent_to_process" for fact in player.facts):
            wrong.append(f"something was kept: {kept} {player.facts}")
    record, determination = _record_and_determination(played, player)
    played.outcome = determination["outcome"]
    wrong += _about_the_outcome(expect, determination)
    wrong += _about_the_record(expect, record, played)
    asked = set(played.asked)
    wrong += [f"{fact} was asked" for fact in expect.get("never_asked", []) if fact in asked]
    if len(played.asked) > expect.get("asked_at_most", 1000):
        wrong.append(f"{len(played.asked)} questions, at most {expect['asked_at_most']} expected: {played.asked}")
    heard = "\n".join(played.said).casefold()
    wrong += [f"never said {words!r}" for words in expect.get("replies", []) if words.casefold() not in heard]
    wrong += [f"said {words!r}" for words in expect.get("not_said", []) if words.casefold() in heard]
    return wrong


def _record_and_determination(played: Played, player: Player) -> tuple[dict[str, Any], dict[str, Any]]:
    if played.case:
        return played.case["record"], played.case["determination"]
    signals = [{"name": "copied_in"}] if "asks_us_to_act" in played.asked else []
    body = PHSO.register.look(str(played.facts.get("organisation") or "")).body  # without a case, by its full name
    about = {"issues": [{"body": body.id}]} if body else {}
    complaint = record_from(played.facts, channel=player.channel, signals=signals, **about)
    return complaint.model_dump(mode="json", exclude_none=True), determine(complaint, today=_today()).as_dict()


def _about_the_outcome(expect: dict[str, Any], determination: dict[str, Any]) -> list[str]:
    wrong = []
    wanted = expect.get("outcome_in") or ([expect["outcome"]] if "outcome" in expect else None)
    if wanted and determination["outcome"] not in wanted:
        open_gates = [row for row in determination["findings"] if row["status"] != "met"]
        because = [f"{row['gate']}: {row['status']} {row['needs']}" for row in open_gates]
        wrong.append(f"outcome {determination['outcome']}, expected {wanted} ({because})")
    if "closure_code" in expect and determination["closure_code"] != expect["closure_code"]:
        wrong.append(f"closure code {determination['closure_code']!r}, expected {expect['closure_code']!r}")
    cited = {paragraph for finding in determination["findings"] for paragraph in finding["paragraphs"]}
    wrong += [f"{paragraph} is not cited" for paragraph in expect.get("paragraphs", []) if paragraph not in cited]
    flags = {flag["name"] for flag in determination["flags"]}
    wrong += [f"flag {name} is not raised: {sorted(flags)}" for name in expect.get("flags", []) if name not in flags]
    return wrong


def _about_the_record(expect: dict[str, Any], record: dict[str, Any], played: Played) -> list[str]:
    wrong = []
    facts = answers_from(Complaint.model_validate(record))
    for fact, value in expect.get("facts", {}).items():
        if not _matches(facts.get(fact), value):
            wrong.append(f"{fact} is {facts.get(fact)!r}, expected {value!r}")
    wrong += [f"{fact} is {facts[fact]!r}, expected nothing" for fact in expect.get("facts_absent", []) if fact in facts]
    signals = {row["name"] for row in record.get("signals", [])}
    wrong += [f"signal {name} is missing: {sorted(signals)}" for name in expect.get("signals", []) if name not in signals]
    heads = {row["words"]: row.get("agreed") for row in record.get("heads", [])}
    wrong += [f"head {words!r} is {heads.get(words)!r}, expected {agreed!r}: {heads}"
              for words, agreed in expect.get("heads", {}).items() if heads.get(words) is not agreed]  # fmt: skip
    body = next((issue.get("body") for issue in record["issues"]), None)
    if "body" in expect and body != expect["body"]:
        wrong.append(f"body is {body!r}, expected {expect['body']!r}")
    if played.case and "is_urgent" in expect and played.case["is_urgent"] != expect["is_urgent"]:
        wrong.append(f"urgent: {played.case['is_urgent']}")
    return wrong


def _matches(found: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(found == wanted)
    if not isinstance(found, str):
        return False
    days = date_range(found)
    about = wanted["months_ago"] * MONTH
    youngest, oldest = (_today() - days.latest).days, (_today() - days.earliest).days
    return bool(youngest - 35 <= about <= oldest + 35 and oldest - youngest <= 190)


def _list(value: Any) -> list[str]:
    return [_with_months(str(row)) for row in value] if isinstance(value, list) else [_with_months(str(value))]


def _with_months(text: str) -> str:
    """'{month 4}' is the month four months ago, as people write it: 'July 2026'."""
    return re.sub(r"\{month (\d+)\}", lambda match: f"{_months_ago(int(match[1])):%B %Y}", text)


def _months_ago(number: int) -> date:
    today = _today()
    months = today.year * 12 + today.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def _today() -> Any:
    return datetime.now(ZoneInfo("Europe/London")).date()

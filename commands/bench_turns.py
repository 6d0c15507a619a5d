"""The part of `./redress bench` about turns: one after the other, in a long conversation, and of many conversations at once."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commands.measure import Row, percentile, processor_seconds, row
from commands.paths import LOGS, say
from commands.player import Player, Turn
from commands.sample import answer_for

if TYPE_CHECKING:
    from commands.baseline import Baseline
    from commands.playing import Intake
    from commands.system import System

LONG = 64  # turns of a long conversation
EARLY, LATE = slice(2, 7), slice(57, 62)  # turns 3 to 7 and 58 to 62: around the fifth and the sixtieth
QUESTIONS_ONLY = range(11, 20)  # so that the answers last to the end
LONG_TALKS = 10
AT_ONCE, SECONDS = 32, 20.0

QUESTIONS = (
    "why do you need to know that?", "how long will this take?", "can you say that again please?", "who decides about this?",
)  # fmt: skip
CORRECTIONS = {
    28: "sorry, I first noticed it seven months ago", 40: "no wait, the trust replied two months ago",
    48: "can I change my email address?", 49: "joan.ashworth2@example.org",
    56: "actually my name is Joan Ashworth-Hill",
}  # fmt: skip


def plain(ours: System, other: Baseline, turns: int) -> list[Row]:
    """Turns one after the other: ours with rules and database, the starter's with neither. A conversation of each in turn,
    so that both see the same machine; the first of each warms it up and does not count."""
    talk_once(ours), other.talk()
    our_ms: list[float] = []
    other_ms: list[float] = []
    while len(our_ms) < turns:
        our_ms += talk_once(ours, limit=turns - len(our_ms))
        while len(other_ms) < len(our_ms):
            other_ms += other.talk()
    say(f"{len(our_ms)} turns of ours and {len(other_ms)} of the starter's, side by side")
    what, (p50, p95) = "form turn through the gateway", [(percentile(our_ms, p), percentile(other_ms, p)) for p in (0.5, 0.95)]
    return [
        row(f"{what}, p50 (baseline: plain turn)", p50[0], "ms", baseline=p50[1]),
        row(f"{what}, p95 (baseline: plain turn)", p95[0], "ms", baseline=p95[1], ratio_at_most=1.0),
    ]


def talk_once(system: System, *, limit: int = 1000) -> list[float]:
    """Milliseconds of each turn of one whole talk by the sample person, at most `limit` turns after the greeting."""
    with Player(system.url) as player:
        player.open()
        while len(player.turns) <= limit and player.asked:
            _answer(player)
        return [turn.ms for turn in player.turns[1:]]


def long_talk(system: System) -> list[float]:
    """Milliseconds of each turn of a talk with three questions to every two answers, some of which are put right later.

    The mix comes round every five turns, so that EARLY and LATE hold the same; in QUESTIONS_ONLY nothing is answered.
    """
    questions = itertools.cycle(QUESTIONS)
    with Player(system.url) as player:
        player.open()
        while player.asked and len(player.turns) <= LONG:
            number = len(player.turns)
            if number in CORRECTIONS:
                player.say(CORRECTIONS[number])
            elif number in QUESTIONS_ONLY or (number > 2 and number % 5 in (0, 2, 3)):
                player.say(next(questions))
            else:
                _answer(player)
        return [turn.ms for turn in player.turns[1:]]


def growth(ours: System, other: Baseline) -> list[Row]:
    """What a turn costs late in a conversation, beside early in it, and the same of the starter."""
    own, stock = Growth.of(lambda: long_talk(ours)), Growth.of(lambda: other.talk(LONG))
    say(f"{LONG_TALKS} conversations of {LONG} turns of each")
    return [
        row("turn 5 of a conversation, median", own.early, "ms", baseline=stock.early),
        row("turn 60 of a conversation, median", own.late, "ms", baseline=stock.late),
        row("turn 60 over turn 5 (baseline: the starter's growth)", own.times, "times", baseline=stock.times, at_most=1.2),
    ]


@dataclass(frozen=True)
class Growth:
    """Median milliseconds early and late, and how many times the early ones the late ones take: the median over the talks,
    each compared with itself, because the machine may change between two talks but hardly within one."""

    early: float
    late: float
    times: float

    @classmethod
    def of(cls, talk: Callable[[], list[float]]) -> Growth:
        """Of several talks, after one that warms up. Raises RuntimeError when they end before the sixtieth turn."""
        talk()
        talks = [talk() for _ in range(LONG_TALKS)]
        short = min(map(len, talks))
        if short < LATE.stop:
            raise RuntimeError(f"A long conversation ended after {short} turns, before the sixtieth.")
        pairs = [(statistics.median(one[EARLY]), statistics.median(one[LATE])) for one in talks]
        early, late = (statistics.median(side) for side in zip(*pairs, strict=True))
        return cls(early, late, statistics.median(late / early for early, late in pairs))


def at_once(other: Baseline, model: Path) -> list[Row]:
    """Many conversations at once, on PostgreSQL with Redis locks; beside it the starter, which keeps its talks in memory."""
    from commands import playing
    from commands.servers import redis_address, scratch_database
    from commands.system import EVERYTHING, System

    stock = _under_load(lambda _: _forever(other.talk), [other.supervisor.pid("baseline") or 0])
    with scratch_database("redress_bench") as url:
        settings = {"REDRESS_REDIS_URL": redis_address()}
        with System(database_url=url, model=model, settings=settings, log_dir=LOGS / "bench") as system:
            system.wait_ready(deadline=240)
            talk_once(system)
            people = [playing.read(path) for path in playing.intakes()]
            processes = [system.pid(name) or 0 for name in EVERYTHING]
            ours = _under_load(lambda number: intakes(system, people[number % len(people) :] + people), processes)
    what = f"{AT_ONCE} conversations at once, PostgreSQL, Redis locks"
    return [
        row(f"{what} (baseline: the starter, in memory)", ours.rate, "turns/s", baseline=stock.rate, at_least=60),
        row(f"{what}, p50", percentile(ours.ms, 0.5), "ms", baseline=percentile(stock.ms, 0.5)),
        row(f"{what}, p95", percentile(ours.ms, 0.95), "ms", baseline=percentile(stock.ms, 0.95), at_most=700),
        row("processor time of one such turn, without the database's", ours.processor_ms, "ms", baseline=stock.processor_ms),
        row("processor time of those who play the people, a turn", ours.players_ms, "ms", baseline=stock.players_ms),
    ]


@dataclass(frozen=True)
class Load:
    """Turns a second, the milliseconds of each, and the processor time that one took on average: of the system that was
    spoken to, and of this program, which plays the people beside it."""

    rate: float
    ms: list[float]
    processor_ms: float
    players_ms: float


def intakes(system: System, people: list[Intake]) -> Iterator[list[float]]:
    """Plays these people again and again, each to the end of the talk; milliseconds of their turns."""
    from commands import playing
    from commands.plain_http import PlainClient

    for intake in itertools.cycle(people):
        times: dict[str, int] = {}
        http = PlainClient(system.url)
        with Player(system.url, channel=intake.channel, api_token=system.secrets.api_token, http=http) as player:
            player.open()
            while player.asked and player.status == "open":
                said = playing.answer_to(intake, player.asked, times, player)
                if said is None or len(player.turns) > playing.MOST_TURNS:
                    break
                yield [_checked(playing.send(player, said), player).ms]


def _forever(talk: Callable[[], list[float]]) -> Iterator[list[float]]:
    while True:
        yield talk()


def _under_load(person: Callable[[int], Iterator[list[float]]], pids: list[int]) -> Load:
    """So many people talking at once for so long, to a system of these processes."""
    until = time.monotonic() + SECONDS

    def play(number: int) -> list[float]:
        times: list[float] = []
        for part in person(number):
            times += part
            if time.monotonic() > until:
                break
        return times

    began, used, own = time.monotonic(), sum(map(processor_seconds, pids)), time.process_time()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        every = [ms for times in pool.map(play, range(AT_ONCE)) for ms in times]
    seconds, used = time.monotonic() - began, sum(map(processor_seconds, pids)) - used
    say(f"{len(every)} turns of {AT_ONCE} conversations at once in {seconds:.0f} s")
    own = time.process_time() - own
    return Load(len(every) / seconds, every, used * 1000 / len(every), own * 1000 / len(every))


def _answer(player: Player) -> Turn:
    given = answer_for(player.asked or "", player.buttons)
    turn = player.choose(given["choice"]) if "choice" in given else player.say(given["text"])
    return _checked(turn, player)


def _checked(turn: Turn, player: Player) -> Turn:
    """A turn that the assistant did not take is no turn."""
    if not player.available:
        raise RuntimeError("The assistant was not available during the benchmark.")
    return turn

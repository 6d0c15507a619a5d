"""docs/evaluation.md: every figure with its interval and target, the charts, and the worst errors in the person's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from commands.evaluating.charts import Bar, bars
from commands.evaluating.reading import SIGNAL_TARGET, Result
from commands.evaluating.scores import Interval, Tallies
from commands.paths import ROOT

PAGE = ROOT / "docs" / "evaluation.md"
CHARTS = ROOT / "docs" / "images"
_WORST = 12
UNTOUCHED = (
    "Stories, dates, signals, danger and intents are the set of 28 November 2026: two hands wrote it who saw neither the "
    "code nor an earlier set, and nothing was changed after its first reading. Conversations are played by the people of "
    "before. Each hand marked its own text alone, so some of what is counted as a miss is a matter of opinion.\n"
)


@dataclass
class Evaluation:
    """Everything that was measured in one run."""

    sections: dict[str, list[Result]] = field(default_factory=dict)
    signals: Tallies = field(default_factory=Tallies)
    signal_errors: dict[str, list[str]] = field(default_factory=dict)
    medians: dict[str, Interval] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def write(found: Evaluation, today: date) -> None:
    """Draws the charts and writes the page."""
    rows = [result for results in found.sections.values() for result in results if result.target is not None]
    bars(CHARTS / "evaluation-targets.svg", "Measured against the targets, with 95 % intervals",
         [Bar(r.name, r.figure, r.target, r.at_most) for r in rows])  # fmt: skip
    ranked = sorted(found.signals.by_label.items(), key=lambda row: -row[1].f1)
    if ranked:
        bars(CHARTS / "evaluation-signals.svg", "F1 of every signal; the line is the recall's interval",
             [Bar(name, Interval(t.f1, t.recall.low, t.recall.high), SIGNAL_TARGET) for name, t in ranked])  # fmt: skip
    PAGE.write_text(as_markdown(found, today), encoding="utf-8")


def as_markdown(found: Evaluation, today: date) -> str:
    """The page."""
    parts = [
        "# How well people are understood\n",
        f"Measured by `./redress evaluate` on {today:%-d %B %Y}. The text is in `tests/heldout/`: written by other authors than "
        "anything the models learn from. Brackets are 95 % intervals. **Missed** means below the target.\n",
        UNTOUCHED,
        *(f"Left out of this run: {what}.\n" for what in found.left_out),
        "![Measured against the targets](images/evaluation-targets.svg)\n",
    ]
    for title, results in found.sections.items():
        parts.append(f"## {title}\n\n{_table(results)}")
        if title == "Signals":
            parts.append(f"{_signals(found)}\n![F1 of every signal](images/evaluation-signals.svg)\n")
        parts.extend(_worst(result) for result in results if result.errors)
    if found.medians:
        told = "; ".join(f"{name}: median {v.value:g} (from {v.low:g} to {v.high:g})" for name, v in found.medians.items())
        parts.append(f"{told}.\n")
    return "\n".join(parts)


def _table(results: Sequence[Result]) -> str:
    lines = ["| what | figure | of | target | |", "|---|---|---|---|---|"]
    for r in results:
        target = "" if r.target is None else f"at {'most' if r.at_most else 'least'} {r.target:.2f}"
        lines.append(f"| {r.name} | {_interval(r.figure)} | {r.of} | {target} | {_verdict(r)} |")
    return "\n".join(lines) + "\n"


def _interval(figure: Interval) -> str:
    if figure.low == figure.value == figure.high:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


def _verdict(result: Result) -> str:
    if result.met is None or result.target is None:
        return ""
    return "met" if result.met else f"**missed** by {abs(result.figure.value - result.target):.3f}"


def _signals(found: Evaluation) -> str:
    lines = ["| signal | F1 | precision | recall | of | |", "|---|---|---|---|---|---|"]
    for name, t in sorted(found.signals.by_label.items(), key=lambda row: row[1].f1):
        verdict = "met" if t.f1 >= SIGNAL_TARGET else f"**missed** by {SIGNAL_TARGET - t.f1:.3f}"
        lines.append(f"| {name} | {t.f1:.3f} | {_interval(t.precision)} | {_interval(t.recall)} | {t.support} | {verdict} |")
    return "\n".join(lines) + "\n"


def _worst(result: Result) -> str:
    shown = result.errors[:_WORST]
    more = f", {len(shown)} of {len(result.errors)}" if len(result.errors) > len(shown) else ""
    return "\n".join([f"{result.name}, what went wrong{more}:\n", *(f"- {_line(e)}" for e in shown)]) + "\n"


def _line(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "/")
    return plain if len(plain) <= 280 else f"{plain[:277]}..."


def talks_printed(found: Evaluation) -> str:
    """The figures of whole conversations for the terminal, with everybody who did not come through as meant."""
    errors = [f"  - {_line(each)}" for results in found.sections.values() for result in results for each in result.errors]
    return "\n".join([printed(found), *errors])


def printed(found: Evaluation) -> str:
    """The figures for the terminal."""
    lines = []
    for title, results in found.sections.items():
        lines.append(f"\n{title}")
        lines += [f"  {r.name:<48} {_interval(r.figure):<28} of {r.of:<5} {_verdict(r).replace('**', '')}" for r in results]
        if title == "Signals":
            ranked = sorted(found.signals.by_label.items(), key=lambda row: row[1].f1)
            lines += [
                f"    {n:<28} F1 {t.f1:.3f}  P {t.precision.value:.3f}  R {t.recall.value:.3f}  of {t.support}" for n, t in ranked
            ]
    lines += [f"  {name}: median {v.value:g} ({v.low:g} to {v.high:g})" for name, v in found.medians.items()]
    return "\n".join(lines)

"""The charts of docs/evaluation.md, as SVG by matplotlib: bars with their intervals and the target as a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from commands.evaluating.scores import Interval

_INK, _BAR, _MISS, _LINE = "#0b0c0c", "#1d70b8", "#b58840", "#d4351c"


class Bar(NamedTuple):
    """One bar: its name, its figure and the target it is held against (None: none; `at_most`: lower is better)."""

    name: str
    figure: Interval
    target: float | None = None
    at_most: bool = False


def bars(path: Path, title: str, rows: Sequence[Bar]) -> None:
    """Draws horizontal bars. Told apart by shape as well as by colour: a missed target is hatched."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "redress", "font.family": "sans-serif", "font.size": 10, "text.color": _INK})
    figure, axes = plt.subplots(figsize=(8, 0.6 + 0.34 * len(rows)), layout="constrained")
    for place, bar in enumerate(reversed(rows)):
        value, low, high = bar.figure
        missed = bar.target is not None and (value > bar.target if bar.at_most else value < bar.target)
        axes.barh(place, value, color=_MISS if missed else _BAR, hatch="///" if missed else None, edgecolor="white", height=0.66)
        axes.plot([low, high], [place, place], color=_INK, linewidth=1.4)
        if bar.target is not None:
            axes.plot([bar.target, bar.target], [place - 0.42, place + 0.42], color=_LINE, linewidth=2)
        axes.text(1.02, place, f"{value:.3f}", va="center")
    axes.set_yticks(range(len(rows)), [bar.name for bar in reversed(rows)])
    axes.set_xlim(0, 1)
    axes.set_title(title, loc="left")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Title": title})
    plt.close(figure)

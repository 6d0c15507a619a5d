"""The kept figures as a Markdown table, for docs/decisions/023."""

from __future__ import annotations

from typing import Any

COLUMNS = ("pipeline", "by hand", "held out 178", "held out 336", "calibration error", "entities", "parse p50 / p95, ms",
           "training, s", "start, s", "memory, MiB", "load")  # fmt: skip


def table(results: dict[str, dict[str, Any]]) -> str:
    """One row a pipeline; a dash where nothing was measured."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    return "\n".join([*lines, *("| " + " | ".join(_row(name, row)) + " |" for name, row in results.items())])


def _row(name: str, row: dict[str, Any]) -> list[str]:
    hands = [scores["macro_f1"] for scores in row.get("by_hand", {}).values()]
    blind, other = (row.get(f"held_out_{key}", {}).get("all") for key in ("blind", "intents"))
    return [
        name,
        f"{sum(hands) / len(hands):.3f}" if hands else "-",
        _with_interval(blind),
        _with_interval(other),
        f"{other['calibration_error']:.3f}" if other else "-",
        f"{row['entities_f1']['all']:.2f}",
        f"{row['parse_ms']['p50']} / {row['parse_ms']['p95']}",
        str(round(row["training_s"])),
        str(row["start_s"] or "-"),
        str(row["memory_mib"] or "-"),
        str(row["load"]),
    ]


def _with_interval(scores: dict[str, Any] | None) -> str:
    return f"{scores['macro_f1']:.2f} ({scores['interval'][0]:.2f}-{scores['interval'][1]:.2f})" if scores else "-"

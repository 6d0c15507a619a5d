"""Asks a trained model: intents, entities, and how long an answer takes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import structlog

from bot.comparing.material import bare
from bot.comparing.scores import Span, entity_f1

TIMES = 200


class Told:
    """A model in memory. Holds what it said, never prints it."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # Rasa logs what it reads
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(str(model))
        self._asked: list[str] = []

    def intents(self, rows: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
        """The intent of each text and the confidence in it."""
        self._asked = [text for text, _ in rows]
        found = [self._parse(text)["intent"] for text, _ in rows]
        return [(str(row.get("name")), float(row.get("confidence") or 0.0)) for row in found]

    def entity_f1(self, rows: Sequence[tuple[str, set[Span]]]) -> dict[str, float]:
        """F1 of all entities, and of each kind."""
        pairs = []
        for text, meant in rows:
            said = {(int(e["start"]), int(e["end"]), str(e["entity"])) for e in self._parse(text).get("entities") or []}
            pairs.append((meant, {bare(text, span) for span in said}))
        kinds = sorted({kind for meant, _ in pairs for *_, kind in meant})
        by_kind = {k: entity_f1([({s for s in m if s[2] == k}, {s for s in f if s[2] == k}) for m, f in pairs]) for k in kinds}
        return {"all": entity_f1(pairs), **by_kind}

    def latency(self) -> dict[str, float]:
        """Milliseconds an answer takes, over the messages asked last, in the middle and for the slowest twentieth."""
        took = []
        for text in (self._asked * TIMES)[:TIMES]:
            begun = time.perf_counter()
            self._parse(text)
            took.append(1000 * (time.perf_counter() - begun))
        p50, p95 = np.percentile(took, [50, 95])
        return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}

    def close(self) -> None:
        """Lets go of the loop."""
        self._loop.close()

    def _parse(self, text: str) -> dict[str, Any]:
        return self._loop.run_until_complete(self._agent.parse_message(text))

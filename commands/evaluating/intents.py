"""The assistant's intents and entities: by cross-validation on its own examples, and on the held-out messages."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.comparing.material import bare, marked
from bot.comparing.scores import Span
from commands.evaluating import held_out
from commands.evaluating.reading import Result
from commands.evaluating.scores import Interval, bootstrapped, macro_f1
from commands.paths import ROOT
from commands.progress import run_step
from commands.services import Secrets, rasa_environment

FOLDS, FEW = 5, 10
Spans = tuple[str, set[Span], set[Span]]  # a text, what is meant, what was found


class Heard(NamedTuple):
    """One held-out message: what it is, what it was taken for, and how surely."""

    text: str
    wanted: str
    found: str
    confidence: float


def on_held_out(model: Path, python: Path) -> list[Heard]:
    """What the trained model makes of the held-out messages."""
    rows = [(intent, text) for intent, texts in held_out.lists("intents.yml").items() for text in texts]
    answers = parsed(model, python, ({"text": text} for _, text in rows))
    return [
        Heard(text, intent, answer["intent"]["name"] or "nothing", answer["intent"]["confidence"])
        for (intent, text), answer in zip(rows, answers, strict=True)
    ]


def parsed(model: Path, python: Path, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cell's own parse of each row, as `./redress parse` prints it."""
    done = subprocess.run(
        [str(python), "-m", "bot.parse", "--model", str(model)],
        input="\n".join(json.dumps(row) for row in rows), cwd=ROOT, env=rasa_environment(Secrets()),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def results(heard: Sequence[Heard]) -> list[Result]:
    """Macro F1, how many are right, and how far confidence is from being right."""
    wrong = sorted((h for h in heard if h.wanted != h.found), key=lambda h: -h.confidence)
    told = [f"“{h.text}” is {h.wanted}, taken for {h.found} ({h.confidence:.2f})" for h in wrong]
    f1 = bootstrapped(heard, lambda rows: macro_f1([(h.wanted, h.found) for h in rows]))
    right = bootstrapped(heard, lambda rows: sum(h.wanted == h.found for h in rows) / len(rows))
    gap = bootstrapped(heard, calibration_error)
    return [
        Result("Intents, macro F1, held out", f1, len(heard), 0.90, errors=told),
        Result("Intents right, held out", right, len(heard)),
        Result("Intents, calibration error, held out", gap, len(heard)),
    ]


def on_marked(model: Path, python: Path) -> list[Result]:
    """Spans of the held-out messages of `tests/bot/heldout/entities.yml`: kind and both ends right, articles aside."""
    rows = marked()
    answers = parsed(model, python, ({"text": text} for text, _ in rows))
    found = [
        (text, meant, {bare(text, (one["start"], one["end"], one["entity"])) for one in answer["entities"]})
        for (text, meant), answer in zip(rows, answers, strict=True)
    ]
    wrong = [
        f"“{text}”: {sign} {kind} “{text[start:end]}”" for text, meant, said in found
        for sign, spans in (("missed", meant - said), ("false", said - meant)) for start, end, kind in sorted(spans)
    ]  # fmt: skip
    counts = Counter(kind for _, meant, _ in found for *_, kind in meant)
    kinds = sorted(kind for kind, count in counts.items() if count >= FEW)  # of fewer, a figure says nothing
    results = [Result("Entities, F1, held out", span_f1(found), sum(len(meant) for _, meant, _ in found), errors=wrong)]
    for kind in kinds:
        of_it = [(text, {s for s in meant if s[2] == kind}, {s for s in said if s[2] == kind}) for text, meant, said in found]
        results.append(Result(f"Entities, F1, held out: {kind}", span_f1(of_it), sum(len(meant) for _, meant, _ in of_it)))
    return results


def span_f1(rows: Sequence[Spans]) -> Interval:
    """F1 of spans that agree in kind and in both ends, with its interval."""

    def f1(drawn: Sequence[Spans]) -> float:
        right = sum(len(meant & said) for _, meant, said in drawn)
        total = sum(len(meant) + len(said) for _, meant, said in drawn)
        return 2 * right / total if total else 0.0

    return bootstrapped(rows, f1)


def calibration_error(rows: Sequence[Heard], bins: int = 10) -> float:
    """The mean gap between confidence and share right over bins of confidence (Naeini and others 2015)."""
    total = 0.0
    for k in range(bins):
        here = [h for h in rows if k / bins < h.confidence <= (k + 1) / bins or (k == 0 and h.confidence == 0)]
        if here:
            sure, right = sum(h.confidence for h in here), sum(h.wanted == h.found for h in here)
            total += abs(sure - right)
    return total / len(rows)


def cross_validated(python: Path) -> list[Result]:
    """Rasa's own cross-validation of the pipeline on data/nlu: intents. Entities are found by patterns and names, not learned."""
    with tempfile.TemporaryDirectory(prefix="redress-nlu-") as folder:
        command = [
            str(python), "-m", "rasa", "test", "nlu", "--cross-validation", "--folds", str(FOLDS), "--runs", "1",
            "--nlu", "data/nlu", "--config", "config.yml", "--domain", "domain.yml", "--out", folder, "--no-plot",
        ]  # fmt: skip
        title = f"Cross-validating the assistant ({FOLDS} folds)"
        run_step(title, command, log="cross-validation", env=rasa_environment(Secrets()))
        report = json.loads((Path(folder) / "intent_report.json").read_text(encoding="utf-8"))
        return _from_report("Intents", report)


def _from_report(title: str, report: dict[str, Any]) -> list[Result]:
    macro = report.get("macro avg")
    if not macro:
        return []
    figure = round(macro["f1-score"], 4)
    name = f"{title}, macro F1, {FOLDS}-fold cross-validation"
    return [Result(name, Interval(figure, figure, figure), int(macro["support"]))]

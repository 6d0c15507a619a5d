"""Trains and measures pipelines, one at a time; adds what it found to bot/comparing/results.json.

python -m bot.comparing --held-out FILE... PIPELINE...        (names of files in bot/comparing/pipelines)

The pipelines with spaCy want an environment that has it, and var/comparing/blank or glove: `--make-spacy VECTORS.npz`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from bot.comparing import measuring
from bot.comparing.material import HELD_OUT, ROOT
from bot.comparing.table import table

RESULTS = Path(__file__).with_name("results.json")
PIPELINES = Path(__file__).with_name("pipelines")


def main() -> int:
    """Measures every pipeline named and keeps each as soon as it is done."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pipelines", nargs="*")
    options.add_argument("--held-out", nargs="*", type=Path, default=[HELD_OUT / "blind.yml"])
    options.add_argument("--without-hands", action="store_true", help="no cross-validation by hand")
    options.add_argument("--table", action="store_true", help="prints what is kept, as Markdown")
    options.add_argument("--make-spacy", type=Path, metavar="VECTORS.npz")
    given = options.parse_args()
    unknown = set(given.pipelines) - {path.stem for path in PIPELINES.glob("*.yml")}
    if unknown:
        options.error(f"There is no pipeline {', '.join(sorted(unknown))} in {PIPELINES}.")
    if given.make_spacy:
        make_spacy(given.make_spacy)
    for name in given.pipelines:
        found = measuring.measure(PIPELINES / f"{name}.yml", given.held_out, by_hand=not given.without_hands)
        results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        results[name] = {**found, "load": round(os.getloadavg()[1], 1)}
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(name, json.dumps(results[name]), flush=True)
    if given.table:
        print(table(json.loads(RESULTS.read_text(encoding="utf-8"))))
    return 0


def make_spacy(vectors: Path) -> None:
    """spaCy's blank English in var/comparing, without vectors and with those of the file ('words' and 'M')."""
    import numpy as np
    import spacy
    from spacy.vectors import Vectors

    folder = ROOT / "var" / "comparing"
    folder.mkdir(parents=True, exist_ok=True)
    spacy.blank("en").to_disk(folder / "blank")
    with_vectors, kept = spacy.blank("en"), np.load(vectors)
    with_vectors.vocab.vectors = Vectors(data=kept["M"].astype("float32"), keys=[str(word) for word in kept["words"]])
    with_vectors.to_disk(folder / "glove")


if __name__ == "__main__":
    sys.exit(main())

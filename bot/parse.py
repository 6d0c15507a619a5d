"""JSON Lines {"text", "context"?} on standard input to Rasa's parse result of each, in order, on standard output.

python -m bot.parse --model models/redress.tar.gz < messages.jsonl
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

LONGEST = 2000


class BadLineError(ValueError):
    """A line that is not as described above; the message names the line and the field."""


def main() -> int:
    """Loads the model once and answers every line. Returns 2 for bad input, 3 for no model."""
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr  # Rasa logs to standard output
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", type=Path, default=Path("models/redress.tar.gz"))
    path = options.parse_args().model
    if not path.is_file():
        print(f"There is no trained model at {path}: train it first.", file=sys.stderr)
        return 3
    try:
        for result in parse_lines(sys.stdin, path):
            print(json.dumps(result, ensure_ascii=False), file=answers, flush=True)
    except BadLineError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def parse_lines(lines: IO[str], model: Path) -> Iterator[dict[str, Any]]:
    """One parse result a line: {"text", "intent", "entities", "intent_ranking"}. Raises BadLineError."""
    import structlog
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    from bot import patches, quiet

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    patches.apply()
    quiet.apply()
    agent = Agent.load(str(model))
    processor = agent.processor
    if processor is None:
        raise RuntimeError("The model could not be loaded.")
    loop = asyncio.new_event_loop()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        text, context = _row(line, number)
        message = UserMessage(text[:LONGEST], metadata={"asked": context})
        result = loop.run_until_complete(processor.parse_message(message))
        yield {key: result.get(key) for key in ("text", "intent", "entities", "intent_ranking")}


def _row(line: str, number: int) -> tuple[str, str | None]:
    try:
        row = json.loads(line)
    except ValueError:
        raise BadLineError(f"Line {number} is not JSON.") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLineError(f"Line {number}: text must be text.")
    context = row.get("context")
    if context is not None and not isinstance(context, str):
        raise BadLineError(f"Line {number}: context must be the name of a fact, or left out.")
    return row["text"], context


if __name__ == "__main__":
    sys.exit(main())

"""JSON in, JSON out: one object or one a line, answered in the same order, with errors that name the line and the field.

Holds one line at a time, so a file of any length takes the same memory.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from commands.paths import say

Answer = Callable[[dict[str, Any]], dict[str, Any]]
_LONGEST_DOCUMENT = 20_000_000  # bytes of one object spread over many lines


class BadInputError(Exception):
    """What is wrong with one object: (field, message) pairs. An empty field means the whole object."""

    def __init__(self, *errors: tuple[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" if field else message for field, message in errors))
        self.errors = errors


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """The file to read; `-` is standard input. Exits with a message when it cannot be read."""
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - closed by the with below
    except OSError as problem:
        say(f"{source} cannot be read: {problem.strerror}. Give the path of a file, or - for standard input.")
        raise SystemExit(2) from problem
    with stream:
        yield stream


def answer_all(source: str, answer: Answer) -> int:
    """Reads `source`, prints one JSON answer per object and returns the exit status: 0, or 1 if any was bad.

    A bad object is answered in its place with {"errors": [{"field", "message"}]}, and said on standard error.
    """
    bad = total = 0
    with opened(source) as stream:
        for place, found in _objects(stream):
            total += 1
            errors = found.errors if isinstance(found, BadInputError) else ()
            if not errors:
                try:
                    _print(answer(found))
                    continue
                except BadInputError as problem:
                    errors = problem.errors
            bad += 1
            for field, message in errors:
                say(f"{place}: {field}: {message}" if field else f"{place}: {message}")
            _print({"errors": [{"field": field, "message": message} for field, message in errors]})
    if not total:
        say(f"{source} is empty. Give one JSON object, or one a line.")
        return 1
    return 1 if bad else 0


def _objects(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """(where, object or BadInputError) for each: a document when the first line is only its beginning, else by line."""
    for number, line in enumerate(stream, start=1):
        text = line.strip()
        if number == 1:
            text = text.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            continue
        found = _parsed(text)
        if isinstance(found, BadInputError) and number == 1 and _goes_on(text):
            yield "line 1", _parsed(text + b"\n" + stream.read(_LONGEST_DOCUMENT))
            return
        yield f"line {number}", found


def _parsed(text: bytes) -> Any:
    try:
        found = json.loads(text.decode("utf-8"), parse_constant=_not_a_number)
    except UnicodeDecodeError as problem:
        return BadInputError(("", f"This is not UTF-8 text (byte {problem.start + 1}). Save the file as UTF-8."))
    except json.JSONDecodeError as problem:
        return BadInputError(("", f"This is not JSON: {problem.msg} at line {problem.lineno}, column {problem.colno}."))
    except (ValueError, RecursionError) as problem:
        return BadInputError(("", f"This is not JSON: {problem or 'it is nested too deeply'}."))
    if not isinstance(found, dict):
        return BadInputError(("", "This is not a JSON object. Give one object, like {...}, or one a line."))
    return found


def _not_a_number(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def _goes_on(text: bytes) -> bool:
    """Is this line only the beginning of an object? (It breaks off at its end rather than being wrong inside.)"""
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        return problem.pos >= len(problem.doc.rstrip()) or text in (b"{", b"[")
    except (ValueError, RecursionError):
        return False
    return False


def _print(answer: dict[str, Any]) -> None:
    try:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def bad_fields(problem: Any) -> BadInputError:
    """A pydantic ValidationError as BadInputError: dotted field paths and plain messages."""
    errors = problem.errors(include_url=False)
    return BadInputError(*((".".join(map(str, error["loc"])), error["msg"].removeprefix("Value error, ")) for error in errors))

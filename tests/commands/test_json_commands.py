"""`determine`, `understand` and `schema` as people and programs use them: as a program, on good and on bad input."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from commands.paths import PYTHON, ROOT
from commands.sample import EIGHTY_WORDS, RECORD

KEYS = {
    "outcome", "closure_code", "findings", "next_question", "missing", "flags", "signposts", "next_steps", "time_limit",
    "guidance", "triage",
}  # fmt: skip


def redress(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    data = given.encode() if isinstance(given, str) else given
    command = [str(PYTHON), "-P", "-m", "commands", *arguments]
    done = subprocess.run(command, env=env, input=data, capture_output=True, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def a_record(**changed: Any) -> dict[str, Any]:
    return {"today": "2026-01-05", **RECORD, **changed}


def test_a_record_gives_one_determination_of_the_published_shape() -> None:
    done = redress("determine", "-", given=json.dumps(a_record()))
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == KEYS
    assert found["findings"][0]["paragraphs"]


def test_a_record_over_many_lines_is_one_document(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(a_record(), indent=2), encoding="utf-8")
    done = redress("determine", str(file))
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_an_empty_record_is_asked_about_rather_than_judged() -> None:
    found = json.loads(redress("determine", "-", given='{"today": "2026-01-05"}').stdout)
    assert found["outcome"] is None
    assert found["next_question"]


def test_many_records_are_answered_in_order_and_a_bad_line_in_its_place() -> None:
    bad = a_record(issues=[{"aware_on": "the other day"}])
    done = redress("determine", "-", given="\n".join(json.dumps(line) for line in (a_record(), bad, a_record())))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [set(answer) == KEYS for answer in answers] == [True, False, True]
    assert answers[1]["errors"][0]["field"] == "issues.0.aware_on"
    assert "line 2: issues.0.aware_on:" in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "- is empty"),
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"today": "next week"}', "today: 'next week' is not a date"),
        ('{"today": 20260105}', "today: 20260105 is not a date"),
        ('{"colour": "red"}', "colour: "),
        ('{"issues": [{"organisation_kind": "circus"}]}', "issues.0.organisation_kind: "),
        ('{"issues": [{"aware_on": "2999-01-01"}]}', "issues.0.aware_on: "),
        ('{"asks_us_to_act": NaN}', "NaN is not a JSON value"),
        (b'{"story": "\xff"}', "not UTF-8"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_bad_input_is_named_and_ends_non_zero(given: str | bytes, said: str) -> None:
    done = redress("determine", "-", given=given)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    done = redress("determine", str(tmp_path / "nothing.json"))
    assert done.returncode == 2
    assert "cannot be read: No such file" in done.stderr


def test_memory_stays_flat_however_many_lines_there_are() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-P", "-m", "commands", "determine", "-"]
    line = (json.dumps(a_record()) + "\n").encode()
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as running:
        assert running.stdin is not None
        sizes = []
        for _ in range(2):
            running.stdin.write(line * 1500)
            running.stdin.flush()
            sizes.append(psutil.Process(running.pid).memory_info().rss)
        running.stdin.close()
        running.wait(60)
    assert sizes[1] - sizes[0] < 20 * 2**20


def test_understand_gives_the_published_shape_and_names_what_is_missing() -> None:
    done = redress("understand", "-", given=json.dumps({"text": EIGHTY_WORDS, "today": "2026-01-05"}) + "\n{}\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert set(first) == {"text", "organisations", "dates", "contacts", "signals", "risk", "issues"}
    assert first["contacts"]["phones"] == ["+447700900123"]
    assert second["errors"][0]["field"] == "text"
    assert done.returncode == 1


def test_the_schema_describes_every_field_of_the_record() -> None:
    schema = json.loads(redress("schema").stdout)
    assert set(RECORD) <= set(schema["properties"])
    assert "organisation_kind" in schema["$defs"]["Issue"]["properties"]

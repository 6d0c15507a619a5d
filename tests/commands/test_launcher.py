"""`./redress` itself: from any folder, with the caller's own files, exit status and all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from commands.paths import ROOT
from commands.sample import RECORD


def launch(*arguments: str, at: Path, launcher: Path = ROOT / "redress", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(launcher), *arguments], cwd=at, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def test_it_works_from_any_folder_on_files_named_from_there(tmp_path: Path) -> None:
    (tmp_path / "commands").mkdir()  # a folder of that name where the person stands changes nothing
    (tmp_path / "record.json").write_text(json.dumps({"today": "2026-01-05", **RECORD}), encoding="utf-8")
    done = launch("determine", "record.json", at=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["findings"]


def test_it_is_quiet_when_nothing_has_to_be_done_and_hands_on_the_exit_status(tmp_path: Path) -> None:
    launch("schema", at=tmp_path)
    done = launch("determine", "nothing.json", at=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("nothing.json cannot be read")


def test_a_named_python_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    for name in ("redress", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    named = {"REDRESS_UV": "/bin/true", "REDRESS_PYTHON_313": "/nowhere/python"}
    done = launch("schema", at=tmp_path, launcher=tmp_path / "redress", **named)
    assert done.returncode == 1
    assert "REDRESS_PYTHON_313 names /nowhere/python, which is not a program" in done.stderr


def test_a_machine_without_python_and_uv_is_told_what_to_install(tmp_path: Path) -> None:
    for name in ("redress", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cksum", "cat", "mkdir"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    done = launch("schema", at=tmp_path, launcher=tmp_path / "redress", PATH=str(tools))
    assert done.returncode == 1
    assert "Redress needs Python 3 or uv" in done.stderr

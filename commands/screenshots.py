"""`./redress screenshots`: makes the README's pictures afresh, from the real pages of a whole run."""

from __future__ import annotations

import shutil
import subprocess

import typer

from commands.paths import PYTHON, ROOT, say

PICTURES = ("chat", "case")  # tests/browser/test_chat.py keeps them in build/screenshots


def screenshots() -> None:
    """Makes the README's pictures afresh: runs the whole chat in a browser and copies two of its screenshots."""
    command = [str(PYTHON), "-m", "pytest", "-q", "tests/browser/test_chat.py", "-k", "becomes_a_case"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    target = ROOT / "docs" / "images"
    target.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        shutil.copyfile(ROOT / "build" / "screenshots" / f"{name}.png", target / f"{name}.png")
        say(f"docs/images/{name}.png")

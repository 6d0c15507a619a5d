"""`./redress screenshots`: makes the pictures of README and docs afresh, from the real pages of whole runs."""

from __future__ import annotations

import shutil
import subprocess

import typer

from commands.paths import PYTHON, ROOT, say

# The name in docs/images, and the one under which a test keeps the picture in build/screenshots
PICTURES = {
    "chat": "chat", "case": "case", "widget-desktop": "widget-desktop", "widget-phone": "widget-phone",
    "widget-dark": "widget-dark", "widget-high-contrast": "widget-high-contrast", "call-screen": "call-screen",
    "queue": "staff-queue-window", "home": "staff-home-window", "case-decision": "case-decision",
    "worksheet": "worksheet", "copy": "copy-preview", "letter": "case-letter-window",
}  # fmt: skip
TESTS = (
    "tests/browser/test_chat.py", "tests/browser/test_widget.py", "tests/browser/test_call_screen.py",
    "tests/queue/test_browser.py", "tests/casework/test_in_browser.py",
    "tests/casework/test_job_by_keyboard.py", "tests/redaction/test_in_browser.py", "tests/worksheets/test_in_browser.py",
)  # fmt: skip


def screenshots() -> None:
    """Makes the pictures of README and docs afresh: runs chat, widget and console in a browser and copies screenshots."""
    command = [str(PYTHON), "-m", "pytest", "-q", *TESTS]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    target = ROOT / "docs" / "images"
    target.mkdir(parents=True, exist_ok=True)
    for name, kept_as in PICTURES.items():
        shutil.copyfile(ROOT / "build" / "screenshots" / f"{kept_as}.png", target / f"{name}.png")
        say(f"docs/images/{name}.png")

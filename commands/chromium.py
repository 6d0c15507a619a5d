"""A Chromium for the browser tests: an installed one, else Debian's package, else Playwright's own download."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from commands.paths import PYTHON, ROOT, SetupError
from commands.progress import run_step

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_NONE = """The browser tests need Chromium, and none could be found or fetched.
Install it (Debian or Ubuntu: apt install chromium), or put chromium, chromium-browser or google-chrome on the PATH."""


def find_chromium() -> str:
    """The path of a Chromium that can be run; fetched if it may be. Raises SetupError saying how to have one."""
    found = _installed()
    if found:
        return found
    if Path("/etc/debian_version").exists() and os.geteuid() == 0:
        try:
            run_step("Updating the package list", ["apt-get", "update"], log="chromium")
            run_step("Installing Chromium", ["apt-get", "install", "-y", "--no-install-recommends", "chromium"], log="chromium")
        except SetupError:
            pass
    found = _installed() or _playwrights()
    if not found:
        raise SetupError(_NONE)
    return found


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _playwrights() -> str | None:
    try:
        run_step("Fetching Playwright's Chromium", [str(PYTHON), "-m", "playwright", "install", "chromium"], log="chromium")
    except SetupError:
        return None
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    said = subprocess.run([str(PYTHON), "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    path = said.stdout.strip()
    return path if path and Path(path).exists() else None

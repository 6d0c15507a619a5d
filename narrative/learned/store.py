"""Where the fitted models are kept: a file each in `models/` for the present examples and code, fitted when it is not there."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from narrative.learned.examples import CONVERSATION, FOLDER
from narrative.learned.model import Model

_ROOM = Path(__file__).parent.parent
MODELS = _ROOM.parent / "models"
NAMES = ("narrative", "answers")
_CODE = ("learned/features.py", "learned/examples.py", "learned/training.py", "words.py", "data/sound_alike.yaml")


def fingerprint() -> str:
    """16 hex digits over everything the fitted model depends on."""
    digest = hashlib.sha256()
    for path in (*(_ROOM / name for name in _CODE), *sorted(FOLDER.rglob("*.yaml")), *sorted(CONVERSATION.glob("*/*.yml"))):
        digest.update(f"{path.relative_to(_ROOM.parent)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def model_path(name: str = "narrative") -> Path:
    """Where the model for the present examples stands, or will stand: `narrative` (risk and signals) or `answers`."""
    return MODELS / f"{name}-{fingerprint()}.npz"


def fit_if_due() -> list[Path]:
    """Fits and keeps the models that are not there. Older ones are removed."""
    for name in NAMES:
        path = model_path(name)
        if path.exists():
            continue
        from narrative.learned.examples import examples, no_answers, typed_answers
        from narrative.learned.training import train

        train(examples() if name == "narrative" else [*typed_answers(), *no_answers()], path)
        for older in MODELS.glob(f"{name}-*.npz"):
            if older != path:
                older.unlink(missing_ok=True)
    return [model_path(name) for name in NAMES]


@cache
def fitted(name: str = "narrative") -> Model:
    """The fitted model, read once. Raises FileNotFoundError when it was not fitted yet (`./redress up` and its like do)."""
    return Model.load(model_path(name))

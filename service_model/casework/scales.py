"""The authority's own scales (public value, categorisation): data files of `authorities/scales`, read with clear errors."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from service_model.record import Part


def load_scale[Shape: Part](path: Path, shape: type[Shape]) -> Shape:
    """The scale in that file. Raises ValueError that names the file and every field that is wrong, with what it holds."""
    if not path.is_file():
        raise ValueError(f"There is no scale {path.name}: the file does not exist.")
    try:
        return shape.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is no YAML that can be read: {error}") from error
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, each['loc'])) or 'the whole file'}: {each['msg']}" for each in error.errors()]
        raise ValueError(f"{path.name}: {'; '.join(wrong)}.") from error


def load_packaged[Shape: Part](name: str, shape: type[Shape]) -> Shape:
    """The scale of that name among the authorities' files ("phso_public_value")."""
    return load_scale(_path(name), shape)


@lru_cache(maxsize=32)
def scale_of[Shape: Part](authority: str, scale: str, shape: type[Shape]) -> Shape | None:
    """The scale of the authority with that identifier; None where it has none. Read once."""
    name = f"{authority}_{scale}"
    return load_packaged(name, shape) if _path(name).is_file() else None


def _path(name: str) -> Path:
    return Path(str(files("service_model") / "authorities" / "scales" / f"{name}.yaml"))

"""The authority's own scales (public value, categorisation): data files of `authorities/scales`, read with clear errors."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from service_model.data_files import load_shape, packaged
from service_model.record import Part


def load_scale[Shape: Part](path: Path, shape: type[Shape]) -> Shape:
    """The scale in that file. Raises ValueError that names the file and every field that is wrong, with what it holds."""
    return load_shape(path, shape, called="scale")


def load_packaged[Shape: Part](name: str, shape: type[Shape]) -> Shape:
    """The scale of that name among the authorities' files ("phso_public_value")."""
    return load_scale(_path(name), shape)


@lru_cache(maxsize=32)
def scale_of[Shape: Part](authority: str, scale: str, shape: type[Shape]) -> Shape | None:
    """The scale of the authority with that identifier; None where it has none. Read once."""
    name = f"{authority}_{scale}"
    return load_packaged(name, shape) if _path(name).is_file() else None


def _path(name: str) -> Path:
    return packaged("authorities", "scales", f"{name}.yaml")

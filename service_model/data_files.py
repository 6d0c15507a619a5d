"""Reading a data file into its shape, with errors that name the file and every field that is wrong."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from service_model.register_files import read_yaml


def packaged(*parts: str) -> Path:
    """The place of a data file of this package."""
    return Path(str(files("service_model").joinpath(*parts)))


def load_shape[Shape: BaseModel](path: Path, shape: type[Shape], *, called: str) -> Shape:
    """What the file holds. `called` is what to call it in an error ("risk policy").

    Raises ValueError for a file that is missing, not readable or not whole.
    """
    if not path.is_file():
        raise ValueError(f"There is no {called} {path.stem!r}. {path.name}: the file does not exist.")
    try:
        return shape.model_validate(read_yaml(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not readable, for it is no YAML: {error}") from error
    except ValidationError as error:
        raise ValueError(f"{path.name} is not a complete {called}: {_wrong(error)}.") from error


def _wrong(error: ValidationError) -> str:
    """Every field that is wrong, with what is wrong about it; what is wrong with the whole says so itself."""
    rows = [(".".join(map(str, each["loc"])), each["msg"].removeprefix("Value error, ")) for each in error.errors()]
    return "; ".join(f"{where}: {said}" if where else said for where, said in rows)

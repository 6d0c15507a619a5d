"""How a person is called in letters: formally, until they say how they wish it (SM-1.32)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled


class Called(Filled):
    """Title and surname for the formal way; `address_as` is what they asked for."""

    title: Annotated[str, Field(max_length=30)] | None = None
    surname: Annotated[str, Field(max_length=100)] | None = None
    address_as: Annotated[str, Field(max_length=100)] | None = None


def set_called(change: Change, form: Called) -> None:
    """Keeps how they are called. Letters that are drafted from now on say so. A blank field is taken out."""
    contact = change.case.contact
    if contact is None:
        raise RefusedError("We have no contact details of this person yet.")
    changed = [name for name, value in form.model_dump().items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, getattr(form, name))
    change.trace("called_changed", fields=changed)

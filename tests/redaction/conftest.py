"""The desks and cases of the casework tests, and somebody who makes copies."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest

from tests.casework.conftest import (  # noqa: F401 - fixtures
    Desk,
    app,
    case_of,
    cheap_passwords,
    client,
    database_url,
    desk,
    postgres_server,
    reference,
    scratch,
    service,
    sessions,
    settings,
    submit,
)


class Copier:
    """A member of staff who makes a copy."""

    def __init__(self, desk: Desk, reference: str, *, source: str, recipient: str, **more: Any) -> None:  # noqa: F811
        self.desk, self.reference = desk, reference
        answer = desk.send(reference, "copies", "begin_copy", source=source, recipient=recipient, **more)
        assert answer.status_code == 303, answer.text
        self.place = "copies/" + answer.headers["location"].rpartition("/")[2]

    @property
    def page(self) -> str:
        """The page of the copy."""
        return self.desk.open(self.reference, self.place).text

    @property
    def suggested(self) -> dict[str, str]:
        """What is suggested: the value of each box, and its words."""
        found = re.findall(r'name="suggestion"[^>]*value="([^"]+)"[^>]*>\s*<label[^>]*>\s*(.*?)\s*</label>', self.page, re.DOTALL)
        return {value: html.unescape(words) for value, words in found}

    def send(self, form: str, **fields: Any) -> Any:
        """A form of the page."""
        return self.desk.send(self.reference, self.place, form, **fields)

    def hide_all(self, **more: Any) -> None:
        """Hides all that is suggested."""
        answer = self.send("hide", suggestion=list(self.suggested), **more)
        assert answer.status_code == 303, answer.text

    def make(self, **more: Any) -> None:
        """Makes the copy; with `seen="yes"` whatever is suggested besides."""
        answer = self.send("make_copy", **more)
        assert answer.status_code == 303, answer.text

    def file(self, form: str) -> bytes:
        """The copy as a file."""
        answer = self.desk.client.get(f"/staff/cases/{self.reference}/{self.place}/file/{form}")
        assert answer.status_code == 200, answer.text
        return bytes(answer.content)


def all_of(form: str, content: bytes) -> str:
    """Everything there is to read in a file: its words, its properties, its raw parts unpacked."""
    if form == "txt":
        return content.decode("utf-8-sig")
    if form == "docx":
        with ZipFile(BytesIO(content)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        text = "\n".join(parts)
        return text + re.sub(r"<[^>]+>", "", text)
    reader = pypdf.PdfReader(BytesIO(content))
    rows = [page.extract_text() for page in reader.pages] + [str(reader.metadata), str(reader.xmp_metadata)]
    for number in range(1, len(reader.xref_objStm) + 2000):
        try:
            held = reader.get_object(number)
        except Exception:
            break
        rows.append(str(held))
        if hasattr(held, "get_data"):
            rows.append(held.get_data().decode("latin-1"))
    return "\n".join(rows)


@pytest.fixture
def copier(desk: Callable[..., Desk], reference: str) -> Callable[..., Copier]:  # noqa: F811
    """Begins a copy of a text of the case: `copier(source="story", recipient="organisation")`."""
    made: list[Desk] = []

    def begin(case: str = "", **given: Any) -> Copier:
        made.append(made[0] if made else desk())
        return Copier(made[0], case or reference, **given)

    return begin

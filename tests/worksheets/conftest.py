"""Members of staff who fill in worksheets on the real pages. On SQLite; what differs by database is marked `both`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.casework.conftest import (  # noqa: F401 - fixtures
    Desk,
    case_of,
    desk,
    reference,
    said,
    settings,
)
from tests.intake_api import builders
from tests.intake_api.conftest import (  # noqa: F401 - fixtures
    app,
    cheap_passwords,
    client,
    postgres_server,
    scratch,
    service,
    sessions,
    submit,
)

HTML = {"Accept": "text/html"}
_TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)


def open_sheet(who: Desk, case: str, kind: str, place: str = "case") -> str:
    """The page of a worksheet as it is shown before anything is answered: what lies in a template is not on it."""
    answer = who.client.get(f"/staff/cases/{case}/worksheets/{kind}/{place}", headers=HTML)
    assert answer.status_code == 200, said(answer)
    return _TEMPLATE.sub("", answer.text)


def fill(
    who: Desk,
    case: str,
    kind: str,
    answers: dict[str, Any],
    place: str = "case",
    *,
    finish: bool = True,
    version: str = "",
    **more: str,
) -> httpx.Response:
    """Opens a worksheet, fills in `answers` by path, finishes it or saves it for later. `more`: explanations of departures."""
    page = open_sheet(who, case, kind, place)
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, "no form: closed, or not for this role"
    data = {
        "csrf_token": builders.form_token(page), "form": "worksheet", "version": version or found[1],
        "finish": "yes" if finish else "no", **answers, **{f"departure-{gate}": text for gate, text in more.items()},
    }  # fmt: skip
    return who.client.post(f"/staff/cases/{case}/worksheets/{kind}/{place}", data=data, headers=HTML)


def saved(who: Desk, case: str, kind: str, answers: dict[str, Any], place: str = "case", **more: Any) -> str:
    """The same, and it is saved: the page as it stands then."""
    answer = fill(who, case, kind, answers, place, **more)
    assert answer.status_code == 303, said(answer)
    return str(who.client.get(answer.headers["location"], headers=HTML).text)


def refused(who: Desk, case: str, kind: str, answers: dict[str, Any], place: str = "case", **more: Any) -> str:
    """The same, and it is refused: what the page says."""
    answer = fill(who, case, kind, answers, place, **more)
    assert answer.status_code == 422, answer.status_code
    return said(answer)


def words_of(page: str) -> str:
    """The text of a page, on one line."""
    return " ".join(builders.Outline(page).text.split())


def with_component(who: Desk, case: str) -> str:
    """Makes one component for each issue of the record; the place of the first."""
    who.save(case, "issues", "from_record")
    return "component-1"


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """An empty, migrated SQLite database; the mechanism itself is tested on both databases."""
    path = tmp_path / "redress.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def handed_off(service: Any) -> Any:  # noqa: F811
    """The case as a case system reads it: `handed_off(reference)`."""

    def read(case: str) -> dict[str, Any]:
        return dict(service("GET", f"/v1/cases/{case}").json())

    return read

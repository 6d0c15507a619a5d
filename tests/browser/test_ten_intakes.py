"""The same ten complaints by chat, by form without scripts, and begun in one and finished in the other: one and the same case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from commands.system import System
from tests.browser.intakes import SEEN_WAYS, WAYS, Intake, intakes, same_in_every_way

HTTP = [intake for intake in intakes() if not intake.in_browser]
SEEN = [intake for intake in intakes() if intake.in_browser]


def case(system: System, reference: str | None) -> dict[str, Any]:
    """What a case system reads; nothing where nothing was sent."""
    if reference is None:
        return {}
    headers = {"Authorization": f"Bearer {system.secrets.api_token}"}
    reply = httpx.get(f"{system.url}/v1/cases/{reference}", headers=headers, trust_env=False)
    return dict(reply.raise_for_status().json())


def assert_the_same(intake: Intake, cases: dict[str, dict[str, Any]]) -> None:
    """The same record and the same determination, whichever way it came."""
    for way, found in cases.items():
        outcome = found["determination"]["outcome"] if found else None
        assert outcome == intake.expect, f"{way}: {outcome}"
    for part in ("record", "determination"):
        wanted = same_in_every_way(cases["form"].get(part))
        for way, found in cases.items():
            assert same_in_every_way(found.get(part)) == wanted, f"the {part} by {way} is not what it is by form"


@pytest.mark.parametrize("intake", HTTP, ids=lambda intake: intake.name)
def test_the_way_a_complaint_is_made_does_not_change_it(intake: Intake, running_system: System) -> None:
    references = {name: way(running_system, intake) for name, way in WAYS.items()}
    assert_the_same(intake, {name: case(running_system, reference) for name, reference in references.items()})


@pytest.mark.parametrize("intake", SEEN, ids=lambda intake: intake.name)
def test_the_way_it_is_made_in_a_browser_does_not_change_it(
    intake: Intake, running_system: System, new_page: Callable[..., Page]
) -> None:
    found = {}
    for name, (way, has_scripts) in SEEN_WAYS.items():
        page = new_page(java_script_enabled=has_scripts)
        found[name] = case(running_system, way(page, intake))
        page.context.close()
    assert_the_same(intake, found)


def test_there_are_ten_and_four_of_them_in_a_real_browser() -> None:
    assert (len(intakes()), len(SEEN)) == (10, 4)

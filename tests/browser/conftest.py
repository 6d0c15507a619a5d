"""A real Chromium, pages of it, and a caseworker who may log in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from commands.demo import host_website
from commands.paths import PYTHON, ROOT
from commands.system import System
from tests.browser import axe
from tests.conftest import BUILD

SCREENSHOTS = BUILD / "screenshots"
STAFF_NAME = "b.testerton"


@pytest.fixture
def new_page(chromium: Browser, running_system: System) -> Iterator[Callable[..., Page]]:
    """Makes pages with cookies of their own; options are those of a browser context (width, scripts off ...)."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        context = chromium.new_context(base_url=running_system.url, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An ordinary page, 1280 by 900, scripts on."""
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="session")
def host(embedding_port: int, running_system: System) -> Iterator[str]:
    """The made-up hospital's website, an origin of its own that the running system allows."""
    with host_website(running_system.url, port=embedding_port) as origin:
        yield origin


@pytest.fixture
def running_system_url(running_system: System) -> str:
    """Where the running system is."""
    return running_system.url


@pytest.fixture
def rasa_that_may_die(running_system: System) -> Iterator[System]:
    """The running system; Rasa is put back afterwards."""
    yield running_system
    running_system.start(["rasa"])
    running_system.wait_ready(["rasa"], deadline=180)


@pytest.fixture(scope="session")
def staff_password(running_system: System) -> str:
    """The password of STAFF_NAME, a manager (all that is done with cases), made by the command people use."""
    env = {**os.environ, "REDRESS_DATABASE_URL": running_system.database_url, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-m", "commands", "staff", "add", STAFF_NAME, "--role", "manager"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().rpartition(" ")[2]


def keep(page: Page, name: str, *, whole: bool = True) -> Path:
    """A screenshot of the whole page, or of what the window shows, kept as build output."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=whole)
    return path


def assert_accessible(page: Page, name: str) -> None:
    """No violation of WCAG 2.2, levels A and AA, nor of good practice, that axe can find."""
    found = axe.faults(page)
    assert not found, "\n".join([f"{name}:", *found])


def assert_fits(page: Page, name: str) -> None:
    """Nothing needs scrolling sideways."""
    width, content = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    assert content <= width, f"{name} is {content} px wide on a screen of {width} px"

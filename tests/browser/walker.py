"""Someone who fills in the guided form over plain HTTP: fast, for tests where a real browser adds nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import BrowserContext

from commands.sample import ANSWERS
from service_model import PHSO
from tests.browser.script import answer_in_form
from tests.conversations_api.browser import Browser


class Walker:
    """One person at the form. `answers` says what she would answer to each question."""

    def __init__(self, url: str, answers: Mapping[str, Any] = ANSWERS, *, cookies: Mapping[str, str] | None = None) -> None:
        """`cookies` are those of a talk that was begun elsewhere."""
        self.browser = Browser(url)
        self.browser.http.cookies.update(dict(cookies or {}))
        self.answers = answers
        self.asked: list[str] = []

    def __enter__(self) -> Walker:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()

    def until(self, stop: str, *, pages: int = 60) -> str:
        """Answers page after page until the page at `stop` ('email', 'check' ...); returns its path."""
        path = self.browser.get("/form").url.path
        for _ in range(pages):
            if path == f"/form/{stop}":
                return str(path)
            path = self.one(path.rpartition("/")[2])
        raise AssertionError(f"never came to {stop}. Asked: {self.asked}. Now at {path}")

    def some(self, pages: int) -> str:
        """Answers so many pages; returns the path of the next."""
        path = str(self.browser.get("/form").url.path)
        for _ in range(pages):
            path = self.one(path.rpartition("/")[2])
        return path

    def one(self, step: str) -> str:
        """Answers one page; returns the path of the next."""
        self.asked.append(step)
        fields = {} if step in ("outcome", "evidence", "check") else self._fields(step)
        reply = self.browser.send(f"/form/{step}", **fields)
        assert reply.status_code == 200, (step, fields, self.browser.words[:600])
        if 'name="pick"' in self.browser.page:
            reply = self.browser.send(f"/form/{step}", pick=self._meant(str(self.answers[step])))
        if self.browser.title.startswith("Your safety comes first"):
            reply = self.browser.get("/form")  # it may be read, and then one goes on
        return str(reply.url.path)

    @property
    def reference(self) -> str | None:
        """The reference on the page, if there is one."""
        found = re.search(r'data-reference="([^"]+)"', self.browser.page)
        return found and found[1]

    def lend_cookies(self, context: BrowserContext) -> None:
        """Lets a real browser go on where this person stands."""
        lend_cookies(self.browser, context)

    def _meant(self, name: str) -> str:
        """Of several organisations the one with exactly this name, else none of them."""
        bodies = PHSO.register.bodies
        return next((body for body in self.browser.radios() if body in bodies and bodies[body].name == name), "none")

    def _fields(self, step: str) -> dict[str, str]:
        radios = self.browser.radios()
        if not radios:
            skip = f"/{self.answers[step]}"
            return {"choice": skip} if f'value="{skip}"' in self.browser.page else {"answer": str(self.answers[step])}
        return {"choice": radios[answer_in_form(self.answers[step], radios)]}


def lend_cookies(browser: Browser, context: BrowserContext) -> None:
    """Copies the cookies of a plain browser into a real one."""
    url = str(browser.http.base_url)
    for cookie in browser.http.cookies.jar:
        value = (cookie.value or "").strip('"')
        context.add_cookies([{"name": cookie.name, "value": value, "url": url, "httpOnly": True, "sameSite": "Lax"}])

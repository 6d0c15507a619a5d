"""Someone who answers the guided form, one question a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from commands.sample import ANSWERS
from tests.browser.person import REFERENCE
from tests.browser.script import answer_in_form


class FormPerson:
    """One person at the form. `answers` says what she would answer to each question."""

    def __init__(self, page: Page, answers: Mapping[str, Any] = ANSWERS) -> None:
        self.page = page
        self.answers = answers
        self.asked: list[str] = []

    def fill_until_reference(self, *, pages: int = 60) -> str:
        """Answers page after page until a reference is shown; returns it."""
        for _ in range(pages):
            found = re.search(REFERENCE, self.page.locator("main").inner_text())
            if found:
                return found[0]
            self.answer_page()
        raise AssertionError(f"No reference after {pages} pages. Asked: {self.asked}. Now at {self.page.url}")

    def answer_page(self) -> None:
        """Answers what this page asks and goes on."""
        step = self.page.url.rpartition("/form")[2].strip("/").partition("?")[0]
        self.asked.append(step)
        if step == "check":
            self._go("#send")
            return
        skip = f"button[name=choice][value='/{self.answers.get(step)}']"  # 'I don't know', as a button of its own
        if step in self.answers and self.page.locator(skip).count():
            self._go(skip)
            return
        if step in self.answers:
            self._answer(self.answers[step])
        self._go("#continue")

    def _answer(self, value: Any) -> None:
        box = self.page.locator("#answer[name=answer]")
        if box.count():
            box.fill(str(value))
            return
        if self.page.locator("input[name=pick]").count():  # of several organisations; none of them is chosen already
            meant = self.page.get_by_label(str(value), exact=True)
            if meant.count():
                meant.check()
            return
        radios = self.page.locator("input[type=radio]")
        if not radios.count():  # words about safety stand here first
            return
        payloads = radios.evaluate_all("inputs => inputs.map(input => input.value)")
        radios.nth(answer_in_form(value, payloads)).check()

    def _go(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).click()

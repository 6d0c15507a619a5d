"""Someone who uses the pages as people do: reads what is asked, types, presses what is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from commands.sample import ANSWERS, button_for
from tests.browser.script import question_in

REFERENCE = r"\bR-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b"
_SINCE_THE_PERSON_SPOKE = """items => {
  const last = items.findLastIndex(item => item.classList.contains("redress-message--person"));
  return items.slice(last + 1).map(item => item.innerText).join("\\n");
}"""


class Person:
    """One person at one page. `answers` says what she would answer to each question; she never looks behind the page."""

    usual = ANSWERS

    def __init__(
        self,
        page: Page,
        answers: Mapping[str, Any] = ANSWERS,
        *,
        keyboard_only: bool = False,
        script: bool = True,
        channel: str = "web",
    ) -> None:
        self.page = page
        self.answers = answers
        self.keyboard_only = keyboard_only
        self.script = script  # does the page run scripts? Without, each answer is a new page
        self.channel = channel
        self.asked: list[str] = []

    def talk_until_reference(self, *, turns: int = 70) -> str:
        """Answers whatever is asked until a reference is given; returns the reference."""
        for _ in range(turns):
            reference = self.reference()
            if reference:
                return reference
            self.answer_what_is_asked()
        raise AssertionError(f"No reference after {turns} answers. Asked: {self.asked}\nOn the page:\n{self.latest()[-1500:]}")

    def answer_what_is_asked(self) -> None:
        """One turn: the button that says it, else the words."""
        if (earlier := self.page.locator("#new-request")).count():  # on a call: staff looked at earlier contacts
            self.use(earlier)
            expect(self.page.locator("#earlier")).to_contain_text("You have said that this is a new request.")
        found = question_in(self.latest(), self.channel)
        assert found, f"Nothing we know is asked. Asked so far: {self.asked}. On the page:\n{self.latest()[-1500:]}"
        fact, buttons = found
        self.asked.append(fact)
        button = button_for(self.answers[fact], buttons) or button_for("affirm", buttons)
        if button and self.offers(button[0]):
            self.press(button[0])
        else:
            self.say(str(self.answers[fact]))

    def latest(self) -> str:
        """What the assistant said since we last spoke."""
        return str(self.page.locator("#chat-log > li").evaluate_all(_SINCE_THE_PERSON_SPOKE))

    def reference(self) -> str | None:
        """The reference on the page, once the assistant gave one."""
        found = re.search(REFERENCE, self.latest())
        return found[0] if found else None

    def offers(self, title: str) -> bool:
        """Is there a button with exactly these words?"""
        return self._button(title).count() > 0

    def press(self, title: str) -> None:
        """Presses a button and waits for the answer."""
        self.and_wait(lambda: self.use(self._button(title).first))

    def press_retry(self) -> None:
        """Asks for the answer that did not come."""
        self.and_wait(lambda: self.use(self.page.locator("#try-again")))

    def say(self, words: str) -> None:
        """Types words into the box, sends them and waits for the answer."""
        box = self.page.locator("textarea[name=text]")
        if self.keyboard_only:
            self.reach(box)
            self.page.keyboard.insert_text(words)
        else:
            box.fill(words)
        self.and_wait(lambda: self.use(self.page.locator("#send")))

    def use(self, target: Locator) -> None:
        """Presses something: by mouse, or by reaching it with Tab and pressing Enter."""
        if self.keyboard_only:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def reach(self, target: Locator, *, steps: int = 120) -> None:
        """Moves the focus with Tab until it stands on the target."""
        for _ in range(steps):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {target}")

    def _button(self, title: str) -> Locator:
        return self.page.locator("#chat-answer").get_by_role("button", name=title, exact=True)

    def and_wait(self, act: Callable[[], None]) -> None:
        """Does something that sends an answer, and waits for what comes back."""
        if not self.script:
            with self.page.expect_navigation(timeout=60_000):
                act()
            return
        with self.page.expect_response(lambda reply: reply.request.method == "POST", timeout=60_000):
            act()
        expect(self.page.locator("#chat-form")).not_to_have_attribute("aria-busy", "true", timeout=60_000)

"""Someone who uses the chat on another website: the same person, inside the element."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.person import Person

_FOCUSED = """element => {
  let focused = document.activeElement;
  while (focused && focused.shadowRoot && focused.shadowRoot.activeElement) focused = focused.shadowRoot.activeElement;
  return element === focused;
}"""


class WidgetPerson(Person):
    """One person at the element. She writes dates in her own words, as she would say them."""

    def answer_what_is_asked(self) -> None:
        """One turn; where the complaint could not be sent at once, waits for the reference as we are told to."""
        if "your reference will appear here" in self.latest():
            expect(self.page.locator("#chat-log")).to_contain_text("Your reference is", timeout=120_000)
        else:
            super().answer_what_is_asked()

    def say(self, words: str) -> None:
        """Types words, in a date's place too."""
        in_words = self.page.get_by_role("button", name="Write it in my own words")
        if in_words.count():
            self.use(in_words)
        super().say(words)

    def say_date(self, day: str, month: str, year: str) -> None:
        """Fills day, month and year, and sends them."""
        for name, value in (("Day", day), ("Month", month), ("Year", year)):
            box = self.page.get_by_label(name, exact=True)
            if self.keyboard_only:
                self.reach(box)
                self.page.keyboard.insert_text(value)
            else:
                box.fill(value)
        self.use(self.page.locator("#send"))

    def reach(self, target: Locator, *, steps: int = 120) -> None:
        """Moves the focus with Tab until it stands on the target, also inside the element."""
        for _ in range(steps):
            if target.evaluate(_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {target}")


def open_widget(page: Page, origin: str) -> WidgetPerson:
    """From the made-up hospital's page to the open chat."""
    page.goto(origin)
    page.get_by_role("button", name="Make a complaint").click()
    expect(page.locator("#chat-log")).to_contain_text("not a person")
    return WidgetPerson(page)

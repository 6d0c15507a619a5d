"""A person without a mouse: goes from place to place by Tab, and presses what is there."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import assert_accessible

MOST_STOPS = 400  # on one page, before it counts as out of reach
_HAS_FOCUS = "element => element === document.activeElement"
_GROUP_HAS_FOCUS = """radio => {
  const here = document.activeElement;
  return here.name === radio.name && here.form === radio.form;
}"""


class Keyboard:
    """Somebody at a page who uses the keyboard alone. Everything is reached by Tab, so what Tab does not reach fails."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: set[tuple[str, bool]] = set()

    def to(self, target: Locator) -> None:
        """Tabs to an element."""
        for _ in range(MOST_STOPS):
            if target.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def write(self, target: Locator, text: str, *, over: bool = False) -> None:
        """Types into a box; `over` what stands in it."""
        self.to(target)
        if over:
            self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def tick(self, box: Locator) -> None:
        """Ticks a box."""
        self.to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, radio: Locator) -> None:
        """Tabs into the group of a radio, then goes to it by the arrow keys."""
        for _ in range(MOST_STOPS):
            if radio.evaluate(_GROUP_HAS_FOCUS):
                break
            self.page.keyboard.press("Tab")
        for _ in range(40):
            if radio.evaluate(_HAS_FOCUS):
                if not radio.is_checked():
                    self.page.keyboard.press("Space")
                expect(radio).to_be_checked()
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not reach {radio}")

    def pick(self, select: Locator, value: str) -> None:
        """Goes down a list to a value."""
        self.to(select)
        for _ in range(80):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{select} has no {value}")

    def give_moment(self, box: Locator, moment: datetime) -> None:
        """Types a day and a time into a box of the browser's own: one part after the other, as a Chromium in English has them."""
        self.to(box)
        for part in (f"{moment:%m}", f"{moment:%d}", f"{moment:%Y}"):
            self.page.keyboard.type(part)
        self.page.keyboard.press("Tab")  # a year may have six digits, so it does not go on by itself
        self.page.keyboard.type(f"{moment:%I%M%p}")
        expect(box).to_have_value(f"{moment:%Y-%m-%dT%H:%M}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Presses a button or a link that leads to a page."""
        self.to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def button(self, name: str) -> None:
        """Presses the button of that name, and looks at the page it leads to."""
        self.press(self.page.get_by_role("button", name=name, exact=True))
        self.look()

    def link(self, name: str, within: Locator | None = None) -> None:
        """Follows the link of that name, and looks at the page it leads to."""
        self.press((within or self.page).get_by_role("link", name=name, exact=True))
        self.look()

    def look(self) -> None:
        """Looks at the page with axe: once as it is, and once with mistakes in it."""
        path = urlsplit(self.page.url).path
        what = (path, self.page.locator(".govuk-error-summary").count() > 0)
        if what not in self.seen:
            self.seen.add(what)
            assert_accessible(self.page, path)

"""A whole complaint by the form with the keyboard alone, and where the focus stands: always seen, never hidden."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from commands.system import System
from tests.browser import layout
from tests.browser.conftest import STAFF_NAME
from tests.browser.form_person import FormPerson
from tests.browser.person import Person
from tests.browser.script import answer_in_form
from tests.browser.ways import Visitor, chat, form, form_with_mistake
from tests.conversations_api.browser import Browser

# Where the focus is, what of it can be seen, and a name for its kind.
_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const shown = element.matches(".govuk-radios__input") ? element.nextElementSibling : element;
  const box = shown.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const points = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]];
  const seen = right > left && bottom > top && points.some(([x, y]) => {
    const found = document.elementFromPoint(x, y);
    return found && (element.contains(found) || shown.contains(found) || found.contains(element));
  });
  const kind = [element.tagName, element.type || "", element.getAttribute("role") || "", ...element.classList].join(" ");
  element.dataset.stop = element.dataset.stop || String(document.querySelectorAll("[data-stop]").length);
  const name = (element.innerText || element.name || element.id || "").trim().slice(0, 60);
  return {kind, name, seen, stop: element.dataset.stop,
    box: {x: box.left - 6, y: box.top - 6, width: box.width + 12, height: box.height + 12}};
}"""


class KeyboardFormPerson(FormPerson):
    """Someone who fills in the form without a mouse."""

    def _answer(self, value: Any) -> None:
        box = self.page.locator("#answer[name=answer]")
        if box.count():
            reach(self.page, box)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(str(value))
            return
        radios = self.page.locator("input[type=radio]")
        place = answer_in_form(value, radios.evaluate_all("inputs => inputs.map(input => input.value)"))
        reach(self.page, radios.nth(0))
        self.page.keyboard.press("Space")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        expect(radios.nth(place)).to_be_checked()

    def _go(self, button: str) -> None:
        reach(self.page, self.page.locator(button))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def reach(page: Page, target: Locator, *, steps: int = 60) -> None:
    """Moves the focus with Tab until it stands on the target; it must be seen at every step."""
    for _ in range(steps):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        assert stop is None or stop["seen"], f"The focus cannot be seen at {page.url}: {stop}"
    raise AssertionError(f"Tab never reached {target}")


def test_a_whole_complaint_can_be_made_in_the_form_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    reach(page, page.get_by_role("link", name="answer the same questions in a form"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/form/*")
    assert KeyboardFormPerson(page).fill_until_reference()


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.goto("/form")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    assert page.evaluate(_FOCUS)["seen"]
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_mistake_in_the_form_puts_the_focus_on_its_summary_and_the_summary_leads_to_the_answer(page: Page) -> None:
    page.goto("/form")
    page.locator("#continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("input[type=radio]").first).to_be_focused()


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """The kinds of things whose focus was seen to be drawn, and where."""
    return {}


WALKS = {
    "start": lambda visitor: visitor.page.goto("/"),
    "chat": chat(lambda person: [person.answer_what_is_asked() for _ in range(2)]),
    "chat with a mistake": chat(lambda person: person.say("")),
    "form, text": form("story"),
    "form, choice": form("local_stage"),
    "form with a mistake": form_with_mistake("story"),
    "form, check": form("check"),
    "come back": lambda visitor: visitor.page.goto("/resume"),
    "staff, queue": lambda visitor: (visitor.log_in(), visitor.page.goto("/staff/cases")),
}


@pytest.mark.parametrize("size", ["large", "at 400 %"])
@pytest.mark.parametrize("name", WALKS)
def test_the_focus_is_seen_at_every_stop_and_nothing_lies_over_it(
    name: str, size: str, page: Page, running_system: System, staff_password: str, shown: dict[str, str]
) -> None:
    caseworker = Browser(running_system.url)
    if name.startswith("staff"):
        caseworker.get("/staff/login")
        caseworker.send("/staff/login", username=STAFF_NAME, password=staff_password)
    page.set_viewport_size(layout.LARGE if size == "large" else layout.AT_400_PERCENT)
    WALKS[name](Visitor(page, running_system, caseworker))
    caseworker.close()
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    stops: list[str] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or stop["stop"] in stops:
            break
        stops.append(stop["stop"])
        assert stop["seen"], f"{name}: the focus cannot be seen on {stop['kind']} {stop['name']!r}"
        if size == "large" and stop["kind"] not in shown and stop["kind"].split()[0] != "DIV":
            assert _is_drawn(page, stop), f"{name}: nothing shows that the focus is on {stop['kind']} {stop['name']!r}"
            shown[stop["kind"]] = name
    assert len(stops) >= 4


def _is_drawn(page: Page, stop: dict[str, Any]) -> bool:
    """Does what is focused look different from what is not?"""
    size = page.viewport_size
    assert size
    x, y = max(stop["box"]["x"], 0), max(stop["box"]["y"], 0)
    width, height = min(stop["box"]["width"], size["width"] - x), min(stop["box"]["height"], size["height"] - y)
    clip = {"x": x, "y": y, "width": width, "height": height}
    focused = page.screenshot(clip=clip)
    page.evaluate("() => { window.focused = document.activeElement; focused.blur(); }")
    blurred = page.screenshot(clip=clip)
    page.evaluate("() => window.focused.focus({preventScroll: true})")
    return focused != blurred


def test_nothing_in_the_chat_takes_the_focus_away_while_one_writes(page: Page) -> None:
    page.goto("/chat")
    person = Person(page)
    person.answer_what_is_asked()
    person.say("They lost my mother's notes.")
    expect(page.locator("#text")).to_be_focused()

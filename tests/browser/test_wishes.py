"""What people tell their browser to do: less motion, their own colours, everything four times as large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe, layout
from tests.browser.conftest import keep
from tests.browser.person import Person
from tests.browser.walker import Walker

_UNSEEN = """() => [...document.querySelectorAll(
    "button, .govuk-button, input:not([type=hidden]), textarea, .redress-message, .govuk-error-summary")]
  .filter(element => element.checkVisibility() && !element.closest(".govuk-visually-hidden"))
  .filter(element => {
    const box = element.matches(".govuk-radios__input") ? getComputedStyle(element.nextElementSibling, "::before") :
      getComputedStyle(element);
    const sides = ["Top", "Right", "Bottom", "Left"];
    const drawn = side => box[`border${side}Style`] !== "none" && parseFloat(box[`border${side}Width`]) > 0;
    return !sides.some(drawn) && !(box.outlineStyle !== "none" && parseFloat(box.outlineWidth) > 0) &&
      !element.matches(".redress-link-button");
  }).map(element => element.outerHTML.slice(0, 120))"""


def test_with_reduced_motion_nothing_moves_also_while_it_sends(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto("/chat")
    Person(page).answer_what_is_asked()
    page.route("**/chat", lambda route: None)  # the answer stays on its way
    page.locator("#text").fill("They lost my notes")
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_have_text("Sending")
    assert layout.moving(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_the_wish_the_dots_move_so_that_the_check_before_can_fail(page: Page) -> None:
    page.goto("/chat")
    page.route("**/chat", lambda route: None)
    page.locator("#text").fill("They lost my notes")
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_have_text("Sending")
    assert any("redress-sending--busy" in one for one in layout.moving(page))


@pytest.mark.parametrize("path", ["/", "/chat", "/form/story", "/form/local_stage"])
def test_where_colours_are_forced_everything_to_press_and_every_message_has_an_edge(
    path: str, new_page: Callable[..., Page], running_system_url: str
) -> None:
    page = new_page(forced_colors="active", color_scheme="dark", viewport=layout.PHONE)
    if path.startswith("/form"):
        with Walker(running_system_url) as walker:
            walker.until(path.rpartition("/")[2])
            walker.lend_cookies(page.context)
    page.goto(path)
    if path == "/chat":
        Person(page).answer_what_is_asked()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(_UNSEEN) == []
    keep(page, f"forced-colours{path.replace('/', '-')}")


@pytest.mark.parametrize("path", ["/", "/chat", "/form/story"])
def test_at_400_percent_pages_can_be_read_and_used(path: str, new_page: Callable[..., Page], running_system_url: str) -> None:
    page = new_page(viewport=layout.AT_400_PERCENT, device_scale_factor=4)
    if path.startswith("/form"):
        with Walker(running_system_url) as walker:
            walker.until(path.rpartition("/")[2])
            walker.lend_cookies(page.context)
    page.goto(path)
    assert layout.sideways(page) == []
    assert layout.cut_off(page) == []
    assert axe.faults(page) == []
    keep(page, f"zoom-400{path.replace('/', '-')}", whole=False)

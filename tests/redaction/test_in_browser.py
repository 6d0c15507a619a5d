"""A copy for somebody else in Chromium by keyboard: what is hidden is marked in the original, beside what they will see."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import layout
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.keyboard import Keyboard
from tests.casework.office import Office, at_desk, log_in, office  # noqa: F401 - fixtures


def test_a_copy_is_previewed_and_made_by_keyboard(at_desk: Callable[[], Keyboard], office: Office) -> None:  # noqa: F811
    who = at_desk()
    page = who.page
    log_in(who, "cas")
    page.goto(f"/staff/cases/{office.reference}/copies")
    assert_accessible(page, "copies")
    who.pick(page.get_by_label("What is it a copy of?"), "story")
    who.choose(page.locator("input[name=recipient][value=organisation]"))
    who.button("Go on to what is hidden")
    who.write(page.get_by_label("Other passages"), "The plumber")
    who.button("Hide these")
    expect(page.get_by_role("region", name="The original").locator("mark").first).to_contain_text("The plumber")
    expect(page.get_by_role("region", name="What they will see")).not_to_contain_text("plumber")
    page.set_viewport_size({"width": 1280, "height": 1150})
    keep(page, "copy-preview", whole=False)
    page.set_viewport_size(layout.AT_400_PERCENT)
    assert_fits(page, "copy at 400 %")
    assert layout.cut_off(page) + layout.small_targets(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    who.button("Make the copy")
    expect(page.get_by_role("region", name="What they were given")).not_to_contain_text("plumber")
    expect(page.get_by_role("link", name="PDF")).to_be_visible()

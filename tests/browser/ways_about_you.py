"""How to get to the optional questions about the person, by either door."""

from __future__ import annotations

import re

from tests.browser.ways import Visitor, Way


def about_you(stop: str = "", *, agree: bool = True) -> Way:
    """After the complaint was sent, in the browser that sent it: the start, a question (`question`), or the `end`."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form("done", None)
        visitor.page.goto("/about-you")
        _go_on(visitor, stop, agree=agree)

    return go


def by_code(stop: str = "") -> Way:
    """The same by reference and code, from the status page."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form("done", None)
        panel = visitor.page.locator(".govuk-panel")
        found = re.search(r"R-\w{4}-\w{4}-\w", panel.inner_text())
        code = panel.locator("[data-code]").get_attribute("data-code")
        assert found, panel.inner_text()
        assert code
        visitor.page.goto("/status")
        visitor.page.locator("#reference").fill(found[0])
        visitor.page.locator("#code").fill(code)
        _press(visitor, "#continue")
        _press(visitor, "#about-you")
        _go_on(visitor, stop, agree=True)

    return go


def _go_on(visitor: Visitor, stop: str, *, agree: bool) -> None:
    """Agrees, or does not, and goes to where it is to stop. Nothing to stop at: the start."""
    if not stop and agree:
        return
    if agree:
        visitor.page.locator("#agree").check()
    _press(visitor, "#continue")
    if stop == "end":
        visitor.page.get_by_role("link", name="Stop here").click()
        visitor.page.wait_for_url("**/end")


def _press(visitor: Visitor, what: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.locator(what).click()

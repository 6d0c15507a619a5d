"""A scan in a real Chromium: its page under squares beside what leaves, by keyboard, and on a small telephone without scripts."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import layout
from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.keyboard import Keyboard
from tests.browser.walker import lend_cookies
from tests.evidence.test_copies_of_scans import Copier
from tests.evidence.test_drawing import letter
from tests.evidence.test_staff import more_settings, send_case, staff  # noqa: F401 - fixtures

DATABASES = ("sqlite",)
LOADED = "image => image.complete && image.naturalWidth > 1000"


def test_a_scan_is_marked_by_keyboard_and_made(chromium, client, send_case, staff):  # noqa: F811
    copy = Copier(staff, send_case(("reply.pdf", letter())))
    context = chromium.new_context(base_url=str(client.base_url).rstrip("/"), viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    lend_cookies(staff, context)
    who = Keyboard(context.new_page())
    page = who.page
    page.goto(copy.place)
    who.write(page.get_by_label("From square"), "z99")
    who.write(page.get_by_label("To square"), "h5")
    who.button("Hide this part")
    expect(page.get_by_role("alert")).to_contain_text("This page has no square Z99. Its squares go from A1 to T40.")
    assert_accessible(page, "copy of a scan with a mistake")
    who.write(page.get_by_label("From square"), "c3")
    who.button("Hide this part")
    expect(page.get_by_text("Page 1: 1 box hidden: C3 to H5 (Another reason).")).to_be_visible()
    for name in ("The original of page 1", "Page 1 as it leaves"):
        picture = page.get_by_role("img", name=name)
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate(LOADED), name
    assert_accessible(page, "copy of a scan")
    assert layout.small_targets(page) == []
    keep(page, "copy-of-a-scan")
    page.set_viewport_size(layout.AT_400_PERCENT)
    assert_fits(page, "copy of a scan at 400 %")
    assert layout.cut_off(page) + layout.small_targets(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    who.tick(page.get_by_label("I looked at the page. They may see all that is not black."))
    who.button("Make the copy")
    expect(page.get_by_role("link", name="PDF")).to_be_visible()
    context.close()


def test_a_scan_is_marked_on_a_telephone_without_scripts(chromium, client, send_case, staff):  # noqa: F811
    copy = Copier(staff, send_case(("reply.pdf", letter())))
    context = chromium.new_context(
        base_url=str(client.base_url).rstrip("/"), java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    context.set_default_timeout(60_000)
    lend_cookies(staff, context)
    page = context.new_page()
    page.goto(copy.place)
    page.get_by_label("From square").fill("C3")
    page.get_by_label("To square").fill("H5")
    page.get_by_role("button", name="Hide this part").click()
    page.get_by_label("Page 1, C3 to H5: Another reason").check()
    assert_fits(page, "copy of a scan on a telephone")
    keep(page, "copy-of-a-scan-small")
    page.get_by_role("button", name="Show these again").click()
    expect(page.get_by_text("Page 1: nothing hidden.")).to_be_visible()
    context.close()

"""The chat on another website in Welsh and in simpler words: what it says, what is marked as English, the way to the form."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.widget_person import open_widget


def test_the_chat_speaks_the_language_of_the_page_and_takes_it_along_to_the_form(page: Page, host: str) -> None:
    page.goto(host)
    page.evaluate("document.documentElement.lang = 'cy'")
    launcher = page.get_by_role("button", name="Make a complaint")
    expect(launcher).to_have_attribute("lang", "en")  # the page gave no label of its own
    launcher.click()
    expect(page.get_by_role("heading", name="Gwneud cwyn")).to_be_visible()
    expect(page.locator("section.frame")).to_have_attribute("lang", "cy")
    expect(page.locator("#notes")).to_contain_text("Yn Saesneg yn unig y mae'r sgwrs.")
    expect(page.locator("#chat-log p").first).to_have_attribute("lang", "en")
    expect(page.locator("#chat-log .who").first).to_have_text("Dywedom ni")
    expect(page.locator("div.choices")).to_have_attribute("lang", "en")
    assert_accessible(page, "widget, Welsh")
    assert_fits(page, "widget, Welsh")
    keep(page, "widget-welsh", whole=False)
    page.get_by_text("Mwy y gallwch ei wneud").click()
    assert_accessible(page, "widget, Welsh, more")
    page.locator("#to-form").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mynd ymlaen â'r ffurflen")
    page.locator("#continue").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")


def test_language_and_simpler_words_can_be_chosen_in_the_chat(page: Page, host: str) -> None:
    person = open_widget(page, host)
    page.get_by_text("More you can do").click()
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.get_by_role("heading", name="Gwneud cwyn")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Make a complaint")).to_be_visible()
    expect(page.locator("#notes")).to_be_empty()
    page.get_by_role("button", name="Simpler words and shorter questions").click()
    expect(page.get_by_role("button", name="Back to the usual words")).to_be_visible()
    while "Who was there? When was it?" not in page.locator("#chat-log").inner_text():
        assert person.asked.count("story") == 0, person.latest()
        person.answer_what_is_asked()
    assert_accessible(page, "widget, simpler words")

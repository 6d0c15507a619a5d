"""Welsh is whole for the fixed wording of the public side, its pages are marked as what they are, and English stays English."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from intake_api import wording
from intake_api.cases import reference as references
from intake_api.languages import catalogue as catalogues
from intake_api.languages import choosing
from intake_api.languages.catalogue import Catalogue, catalogue
from intake_api.languages.script import key_of, translate
from intake_api.voice import Voice, speaking
from tests.conversations_api.test_form import ANSWERS, Filler
from tests.evidence.test_pages import add
from tests.outcome.conftest import TOLD
from tests.outcome.test_letters import draft_on
from tests.public_side import english
from tests.public_side.reading import texts

DATABASES = ("sqlite",)
AGREE = '/provide_info{"answer":"true"}'
CY = "cy"
OPEN_PAGES = (
    "/",
    "/resume",
    "/resume/new-code",
    "/resume/save",
    "/help",
    "/adjustments",
    "/privacy",
    "/your-information",
    "/status",
    "/outcome",
    "/form/go-on",
    "/nowhere",
)
LINKS, VALUES = re.compile(r'href="([^"]*)"'), re.compile(r"\{(\w+)\}")


def welsh(browser, path="/"):
    """Chooses Welsh and goes to a page."""
    return browser.get(f"/language/cy?to={path}")


def walked(browser, told):
    """Every kind of public page but the chat, in the browser's language: (address, page)."""
    for path in OPEN_PAGES:
        browser.get(path)
        yield path, browser.page
    yield from statuses(browser, ("", ""), ("R-1", "7K4"), ("R-7K4M-2Q9T-D", ""), (references.new(), "000-000-00S"))
    yield from filled_in(browser)
    reference, code = (re.search(rf'data-{name}="([^"]+)"', browser.page)[1] for name in ("reference", "code"))
    yield from statuses(browser, (reference, code))
    for end in ("", *TOLD):
        if end:
            as_somebody_else(browser)
            told(end)
        browser.get("/outcome")
        yield f"/outcome {end}", browser.page
        for path in dict.fromkeys(re.findall(r'href="(/letters/[\w-]+)"', browser.page)):
            yield from letter(browser, path)


def as_somebody_else(browser):
    """The talk's cookie is gone, the language stays."""
    for cookie in [each for each in browser.http.cookies.jar if each.name == "redress_chat"]:
        browser.http.cookies.jar.clear(cookie.domain, cookie.path, cookie.name)


def statuses(browser, *asked):
    """The page that answers each pair of reference and code."""
    for reference, code in asked:
        browser.get("/status")
        browser.send("/status", reference=reference, code=code)
        yield f"/status {reference} {code}", browser.page


def letter(browser, path):
    """A letter: as drafted, with what can be wrong, and as a page."""
    browser.get(path)
    yield path, browser.page
    written = draft_on(browser)
    wrong = {"letter": ""}, {"take": "mp", "postcode": "nowhere"}
    for fields in (*wrong, {"take": "mp", "postcode": "CW1 4QJ"}, {"take": "page"}):
        browser.send(path, **{"letter": written, **fields})
        yield f"{path} {fields}", browser.page


def filled_in(browser):
    """The form, from the first question to the reference."""
    filler = Filler(browser, preferred_contact="post", adjustments=NEEDS)
    path = browser.get("/form").url.path
    while path != "/form/done":
        yield path, browser.page
        if path == "/form/evidence":
            browser.send(path, action="add")
            yield f"{path} with a mistake", browser.page
            for content in (b"They lost my papers.", b""):
                browser.page = add(browser, ("letter.txt", content)).text
                yield f"{path} with a file", browser.page
        if path.endswith("/organisation"):
            browser.send(path, answer="")
            yield f"{path} with a mistake", browser.page
        if path == "/form/check":
            for extra in ("/resume/save", "/your-information", "/your-information/delete", "/chat/start-again", "/help"):
                browser.get(extra)
                yield extra, browser.page
            browser.get("/form/check")
        path = filler.one(path)
    yield path, browser.page


def test_every_fixed_string_of_the_pages_has_a_welsh_one():
    assert sorted(english.of_pages() - set(catalogue(CY).pages)) == []


def test_every_entry_that_the_form_shows_has_a_welsh_one_with_every_answer():
    missing = [name for name in english.of_script() if translate(name, "form", CY, wording.usual(name, "form")) is None]
    assert sorted(missing) == []


def test_nothing_is_translated_that_nobody_says():
    known = english.of_pages() | english_of_problems()
    assert sorted(set(catalogue(CY).pages) - known) == []
    assert sorted(set(catalogue(CY).script) - english.of_script() - {"buttons", "label_nothing_needed"}) == []


def english_of_problems() -> set[str]:
    """Titles and details that pages of problems show: kept in code, for the API too."""
    text = "".join(path.read_text("utf-8") for path in (catalogues.ROOT / "intake_api").rglob("*.py"))
    return {words for words in catalogue(CY).pages if f'"{words}"' in text or f"'{words}'" in text} | {
        "Not Found", "Forbidden",  # HTTP's own
    }  # fmt: skip


def test_values_and_links_are_the_same_in_both_languages():
    for words, said in catalogue(CY).pages.items():
        assert set(VALUES.findall(words)) == set(VALUES.findall(said)), words
        assert sorted(LINKS.findall(words)) == sorted(LINKS.findall(said)), words
        assert words.count("<") == said.count("<"), words
    for name in english.of_script():
        said = str(translate(name, "form", CY, wording.usual(name, "form"))["text"])
        shown = str(wording.usual(name, "form")["text"])
        shown = (
            shown.split("\n\n")[0] if name.startswith("utter_outcome_") else shown
        )  # the page has the rest in parts of its own
        assert set(VALUES.findall(shown)) == set(VALUES.findall(said)), name


def test_numbers_to_call_are_the_same_in_both_languages():
    digits = re.compile(r"\d[\d ]{2,}\d")
    for name in ("utter_safety_self_harm", "utter_safety_harm_to_others", "utter_safety_child_at_risk"):
        said = str(translate(name, "web", CY, wording.usual(name, "web"))["text"])
        assert sorted(digits.findall(str(wording.usual(name, "web")["text"]))) == sorted(digits.findall(said))


def test_every_question_is_one_short_line_in_welsh_too():
    for name in sorted(name for name in english.of_script() if name.startswith("utter_ask_")):
        first = str(translate(name, "form", CY, wording.usual(name, "form"))["text"]).split("\n")[0]
        assert len(first) < 90, name


def test_no_welsh_page_shows_a_fixed_english_string(browser, told):
    welsh(browser)
    pages = catalogue(CY).pages
    fixed = {words for words in english.of_pages() if "{" not in words and "<" not in words and pages[words] != words}
    same: set[str] = set()  # such as the House of Commons in an address
    for name in english.of_script():
        row = wording.usual(name, "form")
        lines, in_welsh = (str(each["text"]).split("\n") for each in (row, translate(name, "form", CY, row)))
        fixed |= {" ".join(line.split()) for line in lines if "{" not in line}
        same |= set(lines) & set(in_welsh)
        fixed |= {button["title"] for button in row.get("buttons", ())}
    fixed, seen = fixed - same, 0
    for path, page in walked(browser, told):
        assert re.search(r'<html lang="cy"', page), path
        shown = [words for language, words in texts(page) if language != "en"]
        assert sorted(set(shown) & fixed) == [], path
        seen += len(shown)
    assert seen > 500


class Anything(dict[str, Any]):
    """A catalogue that has everything: each string in brackets, so that one that was never looked up stands out."""

    def get(self, key: str, default: Any = None) -> Any:
        """The key in brackets."""
        return f"⟦{key}⟧"


class AnyEntry(Anything):
    """The same for the script: every line in brackets."""

    def get(self, key: str, default: Any = None) -> Any:
        """The entry `key` in brackets, whatever the channel."""
        if key == "buttons":
            return Anything()
        lines = str(wording.usual(key, "form").get("text", "")).split("\n")
        return {"any": "\n".join(f"⟦{line}⟧" if line else "" for line in lines), "buttons": Anything()}


NEEDS = "I need large print and an interpreter"
DATES = r"\d{1,2} [A-Z][a-z]+ 20\d\d|[A-Z][a-z]+ 20\d\d"
DATA = re.compile(
    rf"Redress|English|[\d\s/.,:()!+–-]*|redress_\w+|R-[\w-]+|[0-9A-Z]{{3}}(-[0-9A-Z]{{3}}){{2}}|CW1 4QJ|letter.txt|{DATES}|"
    + "|".join(re.escape(answer) for answer in (*ANSWERS.values(), *(row["organisation"] for row in TOLD.values()), NEEDS))
)


def test_no_fixed_string_of_a_page_stands_outside_the_catalogue(browser, told, monkeypatch):
    """In a language that has every string in brackets, a text without brackets was written into a page and never looked up."""
    xx = Catalogue("xx", "Xx", pages=Anything(), script=AnyEntry())
    monkeypatch.setattr(catalogues, "catalogues", lambda: {"en": catalogues.ENGLISH, "xx": xx})
    monkeypatch.setattr(choosing, "catalogues", catalogues.catalogues)
    browser.http.cookies.set(choosing.COOKIE, "xx")
    stray: set[tuple[str, str]] = set()
    for path, page in walked(browser, told):
        assert re.search(r'<html lang="xx"', page), path
        depth = 0
        for language, words in texts(page):
            before, depth = depth, depth + words.count("⟦") - words.count("⟧")
            if language == "xx" and before == 0 and "⟦" not in words and not DATA.fullmatch(words):
                stray.add((path, words))
    assert stray == set()


def test_the_switch_is_on_every_page_and_the_choice_stays(browser):
    browser.get("/form")
    assert 'hreflang="cy" lang="cy"' in browser.page or 'lang="cy" hreflang="cy"' in browser.page
    assert welsh(browser, "/form").url.path.startswith("/form/")
    assert "Ydych chi'n cytuno" in browser.words
    browser.get("/")
    assert "Cwyno am wasanaeth cyhoeddus" in browser.words
    assert browser.get("/language/en?to=https://evil.example/").url.path == "/"
    assert "Complain about a public service" in browser.words


def test_the_browsers_own_language_is_heard_until_the_person_chooses(browser):
    browser.http.headers["Accept-Language"] = "cy-GB,cy;q=0.9,en;q=0.5"
    browser.get("/")
    assert "Cwyno am wasanaeth cyhoeddus" in browser.words
    browser.get("/language/en?to=/")
    browser.get("/")
    assert "Complain about a public service" in browser.words


@pytest.mark.parametrize("header", ["fr", "", "cy;q=0", "cy;q=nonsense", "en-GB,cy;q=0.2", "*", "," * 5000, "c" * 9000])
def test_any_other_header_means_english(browser, header):
    browser.http.headers["Accept-Language"] = header
    assert browser.get("/").status_code == 200
    assert '<html lang="en"' in browser.page


def test_welsh_pages_say_that_a_computer_translated_them(browser):
    welsh(browser)
    assert "Nid yw cyfieithydd wedi ei wirio eto." in browser.page
    browser.get("/language/en?to=/")
    assert "translator" not in browser.page


def test_the_chat_says_that_it_is_in_english_and_offers_the_welsh_form(browser):
    welsh(browser, "/chat")
    assert "Yn Saesneg yn unig y mae'r sgwrs." in browser.words
    spoken = [language for language, words in texts(browser.page) if words.startswith("Hello. I am not a person")]
    assert spoken == ["en"]


def test_the_consent_record_names_the_welsh_wording(browser, rows):
    welsh(browser)
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    (consent,) = rows("conversation_consents")
    with speaking(Voice(CY, CY)):
        assert consent["wording_version"] == wording.version("utter_ask_consent_to_process", "form")
    assert consent["wording_version"] != wording.version("utter_ask_consent_to_process", "form")


def test_words_that_help_in_danger_come_in_welsh(browser):
    welsh(browser)
    browser.get("/form")
    browser.send("/form/consent_to_process", choice=AGREE)
    browser.send("/form/story", answer="I want to kill myself")
    assert "Mae'r Samariaid yn gwrando" in browser.words
    assert "116 123" in browser.words


def test_what_the_guidance_says_is_marked_as_english_on_a_welsh_page(browser, told):
    welsh(browser)
    told("no_mp").get("/outcome")
    found = texts(browser.page)
    assert ("cy", "Mae'r gyfraith yn dweud bod yn rhaid i AS anfon cwyn am sefydliad llywodraeth atom.") in found
    sentences = [language for language, words in found if "MP" in words.split()]
    assert sentences
    assert set(sentences) == {"en"}


def test_a_date_is_read_back_in_welsh_months(browser):
    welsh(browser)
    Filler(browser, preferred_contact="post").until("/form/check")
    assert "rhwng 1 Mawrth 2026 a 31 Mai 2026" in browser.words
    assert "Gwiriwch eich atebion" in browser.words


def test_staff_pages_and_the_api_stay_english(browser, client):
    welsh(browser)
    assert '<html lang="en"' in browser.get("/staff/login").text
    assert "not a person" in client.post("/v1/conversations", json={}, headers={"Accept-Language": "cy"}).text


def test_a_third_language_is_a_file_and_what_it_lacks_is_english_and_marked(browser, monkeypatch, tmp_path):
    rows = {
        "language": {"name": "Polski", "months": []},
        "pages": {"Complain about a public service": "Skarga na usługę publiczną"},
        "script": {},
    }
    (tmp_path / "pl.yml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.catalogues.cache_clear()
    try:
        browser.http.cookies.set(choosing.COOKIE, "pl")
        browser.get("/")
        found = texts(browser.page)
        assert ("pl", "Skarga na usługę publiczną") in found
        assert ("en", "What it can do") in found
    finally:
        catalogues.catalogues.cache_clear()


def test_answers_are_named_the_same_way_everywhere():
    assert key_of('/provide_info{"answer":"none"}') == "none"
    assert key_of("/prefer_not_to_say") == "prefer_not_to_say"

"""The page in a real Chromium, scripts off, on a small telephone: from the last question to the answers, with two files."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import assert_accessible, assert_fits, keep
from tests.browser.form_person import FormPerson
from tests.evidence import samples

DATABASES = ("sqlite",)


def test_files_are_added_through_the_form_without_scripts(chromium, client, kept, tmp_path: Path):
    (tmp_path / "Final response.pdf").write_bytes(samples.pdf())
    (tmp_path / "IMG_0001.HEIC").write_bytes(samples.heic())
    (tmp_path / "letter.pdf").write_bytes(b"MZ\x90\0" * 100)
    context = chromium.new_context(
        base_url=str(client.base_url).rstrip("/"), java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/form")
    person = FormPerson(page)
    while not page.url.endswith("/form/evidence"):
        person.answer_page()
    assert_fits(page, "before files")
    page.locator("#file").set_input_files([tmp_path / "Final response.pdf", tmp_path / "IMG_0001.HEIC"])
    page.locator("#add").click()
    assert "We have got your files" in page.locator("main").inner_text()
    assert_fits(page, "with files")
    keep(page, "evidence-small")
    page.locator("#file").set_input_files([tmp_path / "letter.pdf"])
    page.locator("#add").click()
    assert "letter.pdf: We cannot use this kind of file" in page.get_by_role("alert").inner_text()
    assert_fits(page, "with a mistake")
    page.locator("#continue").click()
    assert page.url.endswith("/form/check")
    assert "Final response.pdf, IMG_0001.jpg" in page.locator("main").inner_text()
    assert len(kept()) == 2
    cookies = context.cookies()
    context.close()
    seeing = chromium.new_context(base_url=str(client.base_url).rstrip("/"), viewport={"width": 1280, "height": 900})
    seeing.add_cookies(cookies)
    page = seeing.new_page()
    page.goto("/form/evidence")
    assert_accessible(page, "letters and photos")
    keep(page, "evidence")
    page.locator("#add").click()
    assert_accessible(page, "letters and photos with a mistake")
    keep(page, "evidence-mistake")
    seeing.close()

"""A file goes in over the JSON API, once, and comes out of the list and the store again."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

from PIL import Image
from sqlalchemy import delete

from intake_api.conversations.models import Conversation
from intake_api.evidence import reaping
from intake_api.evidence.store import store_of
from tests.evidence import samples
from tests.evidence.conftest import Sender


def test_a_letter_is_kept_as_it_came_under_the_hash_of_its_content(sender, kept):
    letter = samples.pdf()
    response = sender.send("Final response.pdf", letter, kind="final_response", upload_id="a-1")
    assert response.status_code == 201, response.text
    body = response.json()
    assert {key: body[key] for key in ("name", "size", "kind", "format", "scanned", "removed")} == {
        "name": "Final response.pdf", "size": len(letter), "kind": "final_response", "format": "pdf", "scanned": "not_scanned",
        "removed": False,
    }  # fmt: skip
    assert sender.files() == [body]
    assert kept() == {hashlib.sha256(letter).hexdigest(): letter}


def test_a_photo_is_written_anew_upright_and_without_what_the_camera_wrote(sender, kept):
    photo = samples.jpeg()
    assert samples.CAMERA.encode() in photo
    assert sender.send("IMG_0001.JPG", photo, kind="photo").json()["name"] == "IMG_0001.jpg"
    (content,) = kept().values()
    assert samples.CAMERA.encode() not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.size, dict(picture.getexif()), picture.info.get("comment")) == ((40, 80), {}, None)
        top, bottom = picture.getpixel((20, 10)), picture.getpixel((20, 70))
    assert top[0] > 200
    assert top[1] < 60
    assert min(bottom) > 200


def test_screenshots_telephone_photos_word_and_text_are_taken(sender, kept):
    assert sender.send("screen.png", samples.png(mode="RGBA")).json()["format"] == "png"
    assert sender.send("IMG_2.HEIC", samples.heic()).json() | {"id": "", "added_at": "", "size": 0} == {
        "id": "", "added_at": "", "size": 0, "name": "IMG_2.jpg", "kind": "other", "format": "jpeg", "scanned": "not_scanned",
        "removed": False,
    }  # fmt: skip
    assert sender.send("letter.docx", samples.docx()).json()["format"] == "docx"
    assert sender.send("notes.txt", "Café on 3 March, £40".encode("cp1252")).json()["format"] == "txt"
    assert "Café on 3 March, £40".encode() in kept().values()
    assert not any(samples.CAMERA.encode() in content for content in kept().values())


def test_the_same_upload_again_is_the_same_file(sender, kept):
    first = sender.send("a.pdf", samples.pdf(), upload_id="one")
    again = sender.send("a.pdf", samples.pdf(), upload_id="one")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(sender.files()) == len(kept()) == 1


def test_the_same_content_under_another_number_or_none_is_the_same_file(sender):
    letter = samples.pdf()
    first = sender.send("a.pdf", letter, upload_id="one").json()
    assert sender.send("b.pdf", letter, upload_id="two").json() == first
    assert sender.send("b.pdf", letter).json() == first


def test_another_file_under_a_number_that_was_used_is_refused(sender):
    sender.send("a.pdf", samples.pdf("one"), upload_id="same")
    response = sender.send("b.pdf", samples.pdf("two"), upload_id="same")
    assert response.status_code == 409
    assert response.json()["type"].endswith("other_file")


def test_many_tries_at_once_make_one_file(sender, kept):
    letter = samples.pdf()
    with ThreadPoolExecutor(6) as pool:
        tries = list(pool.map(lambda _: sender.send("a.pdf", letter, upload_id="same"), range(6)))
    assert sorted(one.status_code for one in tries) == [200] * 5 + [201]
    assert len({one.json()["id"] for one in tries}) == len(sender.files()) == len(kept()) == 1


def test_two_people_with_the_same_leaflet_share_its_content_until_the_last_deletes_it(sender, another, kept, rows):
    leaflet = samples.pdf()
    mine, theirs = (one.send("leaflet.pdf", leaflet).json()["id"] for one in (sender, another))
    assert len(kept()) == 1
    assert sender.delete(mine) == 204
    assert len(kept()) == 1
    assert another.delete(theirs) == 204
    assert kept() == {}
    assert rows("evidence_blobs") == rows("evidence_files") == []


def test_nobody_reaches_the_files_of_another_person(sender, another):
    mine = sender.send("a.pdf", samples.pdf()).json()["id"]
    assert another.delete(mine) == 404
    stranger = Sender(another.chat)
    stranger.url = sender.url
    assert stranger.client.get(sender.url, headers=another.chat.headers).status_code == 401
    assert stranger.send("b.pdf", samples.pdf()).status_code == 401
    assert sender.client.get(sender.url).status_code == 401
    unknown = sender.url.replace(sender.chat.id, "00000000-0000-4000-8000-000000000000")
    assert sender.client.get(unknown, headers=sender.chat.headers).status_code == 404
    assert len(sender.files()) == 1


def test_nothing_is_kept_before_consent(chat, kept, rows):
    early = Sender(chat())
    assert early.why_not("a.pdf", samples.pdf()) == (409, "no_consent")
    assert kept() == {}
    assert rows("evidence_files") == []


def test_the_transcript_tells_the_widget_that_files_are_taken(sender):
    assert sender.chat.read()["features"]["evidence"] is True


def test_who_starts_again_takes_the_files_along(sender, browser, kept, app, settings):
    sender.send("a.pdf", samples.pdf())
    browser.http.cookies.set("redress_chat", f"{sender.chat.id}.{sender.chat.token}")
    browser.send("/chat/start-again")
    reaping.delete_unneeded(app.state.sessions, store_of(settings))
    assert kept() == {}


def test_a_deleted_talk_takes_its_files_along(sender, kept, app, settings, rows):
    sender.send("a.pdf", samples.pdf())
    with app.state.engine.begin() as connection:
        connection.execute(delete(Conversation).where(Conversation.id == sender.chat.id))
    assert reaping.delete_unneeded(app.state.sessions, store_of(settings)) == 1
    assert kept() == {}
    assert rows("evidence_blobs") == rows("evidence_files") == []


def test_a_cookie_opens_the_talk_only_with_the_token_of_a_page(sender, browser):
    browser.http.cookies.set("redress_chat", f"{sender.chat.id}.{sender.chat.token}")
    browser.get("/resume")
    token = browser.hidden["csrf_token"]
    files = {"file": ("a.pdf", samples.pdf(), "application/pdf")}
    assert browser.http.post(sender.url, files=files).status_code == 403
    assert browser.http.post(sender.url, files=files, data={"csrf_token": token}).status_code == 201
    (file,) = browser.http.get(sender.url).json()["files"]
    assert browser.http.delete(f"{sender.url}/{file['id']}").status_code == 403
    assert browser.http.delete(f"{sender.url}/{file['id']}", headers={"X-CSRF-Token": token}).status_code == 204
    other = sender.url.replace(sender.chat.id, "00000000-0000-4000-8000-000000000000")
    assert browser.http.get(other).status_code == 404

"""How much is taken, how often, and under which names; and what is left over is cleared away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from intake_api import retention
from intake_api.clock import utc_now
from intake_api.evidence import reaping
from intake_api.evidence.names import clean_name
from intake_api.evidence.store import store_of
from tests.evidence.conftest import Sender
from tests.evidence.worker import rounds


@pytest.fixture
def more_settings():
    return {"evidence_max_file": 60_000, "evidence_max_files": 3, "evidence_max_total": 100_000, "evidence_tries": 12}


def words(size: int, start: str = "a") -> bytes:
    return (start + "b" * (size - 1)).encode()


def test_a_file_that_is_empty_or_too_large_is_refused_with_the_limit(sender, kept):
    assert sender.why_not("a.txt", b"") == (422, "empty")
    assert sender.why_not("a.txt", words(60_001)) == (413, "too_large")
    assert "up to 59 KB" in sender.send("a.txt", words(60_001)).json()["detail"]
    assert sender.send("a.txt", words(300_000)).status_code == 413  # the body itself, before it is read
    assert kept() == {}


def test_other_addresses_take_no_more_than_before(sender, settings):
    url = sender.url.removesuffix("evidence") + "messages"
    body = b'{"text": "' + b"x" * settings.max_body + b'"}'
    assert sender.client.post(url, content=body, headers=sender.chat.headers).status_code == 413


def test_a_request_without_a_file_and_wrong_fields_are_explained(sender):
    response = sender.client.post(sender.url, data={"kind": "photo"}, headers=sender.chat.headers)
    assert (response.status_code, response.json()["type"]) == (422, "urn:redress:evidence:no_file")
    fields = [row["field"] for row in sender.send("a.txt", b"hello", kind="spoon", upload_id="a b").json()["errors"]]
    assert fields == ["kind", "upload_id"]


def test_number_and_room_are_counted_also_when_many_come_at_once(sender, kept):
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda nth: sender.send("a.txt", words(100, str(nth))).status_code, range(5)))
    assert sorted(answers) == [201, 201, 201, 422, 422]
    assert len(sender.files()) == len(kept()) == 3
    assert sender.why_not("a.txt", words(100, "z"))[1] == "too_many"
    for file in sender.files():
        sender.delete(file["id"])
    assert sender.send("a.txt", words(50_000, "x")).status_code == 201
    assert sender.why_not("a.txt", words(50_001, "y")) == (413, "no_room")


def test_who_sends_very_often_is_asked_to_wait(sender):
    answers = [sender.send("a.txt", b"") for _ in range(13)]
    assert [one.status_code for one in answers] == [422] * 12 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 3600


NAMES = {
    "letter.pdf": "letter.pdf", "../../etc/passwd": "passwd.pdf", "C:\\Users\\Joan\\letter.pdf.exe": "letter.pdf",
    "photo.jpg.exe": "photo.pdf", "": "file.pdf", "...": "file.pdf", "CON.pdf": "file.pdf", ".htaccess": "htaccess.pdf",
    "a\r\nSet-Cookie: x.pdf": "a Set-Cookie x.pdf", "\u202efdp.exe": "fdp.pdf", '<img src="x">.pdf': "img src= x.pdf",
    "Llythyr terfynol â nodyn.pdf": "Llythyr terfynol â nodyn.pdf", "信.pdf": "信.pdf",
    "Mr. Smith v. DWP": "Mr. Smith v. DWP.pdf",
}  # fmt: skip


@pytest.mark.parametrize(("given", "kept_as"), NAMES.items())
def test_names_are_cleaned(given, kept_as):
    assert clean_name(given, "pdf") == kept_as


def test_a_name_is_never_too_long_for_where_it_is_kept():
    assert len(clean_name("x" * 5000 + ".pdf", "docx")) <= 100


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Starlette leaves half a file to the collector
def test_a_file_that_a_line_cut_off_leaves_nothing(sender, kept, rows):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    headers = {**sender.chat.headers, "Content-Type": "multipart/form-data; boundary=b"}
    assert sender.client.post(sender.url, content=head + b"half a fi", headers=headers).status_code in (400, 422)
    assert kept() == {}
    assert rows("evidence_files") == []


def test_an_idle_talk_goes_with_its_files(sender, kept, app, settings):
    sender.send("a.txt", b"hello")
    retention.sweep(app.state.sessions, now=utc_now() + timedelta(days=31))
    rounds(app, settings)
    assert kept() == {}


def test_what_a_broken_off_request_left_in_the_store_goes_after_a_day(sender, kept, app, settings, tmp_path):
    sender.send("a.txt", b"hello")
    (wanted,) = kept()
    (tmp_path / "left").write_bytes(b"left over")
    store_of(settings).put("f" * 64, tmp_path / "left")
    rounds(app, settings)
    assert set(kept()) == {wanted, "f" * 64}
    rounds(app, settings, ahead=reaping.SETTLED + timedelta(hours=1))
    assert set(kept()) == {wanted}


def test_deleting_and_adding_the_same_content_at_once_never_loses_it(sender, another, kept):
    file_id = sender.send("a.txt", b"the same").json()["id"]
    with ThreadPoolExecutor(2) as pool:
        gone, added = pool.submit(sender.delete, file_id), pool.submit(another.send, "b.txt", b"the same")
        assert (gone.result(), added.result().status_code) == (204, 201)
    assert list(kept().values()) == [b"the same"]


def test_where_files_are_switched_off_nothing_is_taken(chat, app, settings):
    app.state.settings = settings.model_copy(update={"evidence": False})
    made = chat()
    made.agree()
    assert Sender(made).why_not("a.txt", b"hello") == (503, "off")
    assert made.read()["features"]["evidence"] is False

"""Every way to send, through the same tests: against a real mail server, a real HTTP server, real files, a real terminal."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from commands.services import free_port
from intake_api.resume import sending
from intake_api.resume.senders import Message, SendError, sender_of
from intake_api.resume.senders.smtp import SmtpSender
from intake_api.settings import Settings
from tests.conversations_api.letters import CODE, Post
from tests.conversations_api.mail_servers import NOTIFY_KEY, PASSWORD, USER, mail_server, notify_server
from tests.conversations_api.test_resume import EMAIL, MOBILE, agreed, save

DATABASES = ("sqlite",)
AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MAIL = Message("email", EMAIL, "Your code – Llŷr", "Your code is 7K4-M2Q-9TC\n\nGo to https://example.org/resume", "abc123", AT)
TEXT = Message("text", "+447700900123", "", "Your code is 7K4-M2Q-9TC", "abc124", AT)


def smtp_settings(server: Any, **more: Any) -> Settings:
    return Settings(**{
        "secret_key": "k" * 40, "message_sender": "smtp", "smtp_host": "127.0.0.1", "smtp_port": server.port,
        "mail_from": "Redress <redress@example.org>", "smtp_username": USER, "smtp_password": PASSWORD,
        "smtp_ca_file": server.ca_file, **more,
    })  # fmt: skip


def notify_settings(server: Any, **more: Any) -> Settings:
    return Settings(**{
        "secret_key": "k" * 40, "message_sender": "notify", "notify_api_key": NOTIFY_KEY, "notify_url": server.url,
        "notify_email_template": "template-for-emails", "notify_text_template": "template-for-texts", **more,
    })  # fmt: skip


@contextmanager
def way(name: str, folder: Path, capfd: Any) -> Iterator[tuple[Settings, Any]]:
    """The settings of a way to send, and what tells whether a text arrived there."""
    with ExitStack() as stack:
        if name == "smtp":
            server = stack.enter_context(mail_server(folder))
            yield smtp_settings(server), lambda: "".join(mail.get_content() for mail in server.mails)
        elif name == "notify":
            notify = stack.enter_context(notify_server())
            yield notify_settings(notify), lambda: "".join(body["personalisation"]["message"] for _, body in notify.arrived)
        elif name == "file":
            settings = Settings(secret_key="k" * 40, message_sender="file", message_dir=folder / "out")
            yield settings, lambda: "".join(path.read_text() for path in (folder / "out").iterdir())
        else:
            yield Settings(secret_key="k" * 40, message_sender="console"), lambda: capfd.readouterr().out


@pytest.mark.parametrize("name", ["console", "file", "smtp", "notify"])
def test_every_way_to_send_says_what_it_can_send_and_sends_it(name: str, tmp_path: Path, capfd: Any) -> None:
    with way(name, tmp_path, capfd) as (settings, arrived):
        sender = sender_of(settings)
        assert sender is not None
        assert "email" in sender.methods
        for message in (MAIL, TEXT):
            if message.method in sender.methods:
                sender.send(message)
                assert "7K4-M2Q-9TC" in arrived()


@pytest.mark.parametrize("name", ["smtp", "notify"])
def test_a_server_that_is_away_is_no_fault_of_the_message(name: str, tmp_path: Path, capfd: Any) -> None:
    with way(name, tmp_path, capfd) as (settings, _):
        pass  # it is gone now
    sender = sender_of(settings)
    assert sender is not None
    with pytest.raises(SendError) as failed:
        sender.send(MAIL)
    assert not failed.value.is_final
    assert EMAIL not in str(failed.value)


def test_an_email_is_whole_and_a_repeat_can_be_seen(tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        sender = SmtpSender(smtp_settings(server))
        sender.send(MAIL)
        sender.send(MAIL)
    first, second = server.mails
    assert (first["From"], first["To"], first["Subject"]) == ("Redress <redress@example.org>", EMAIL, MAIL.subject)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == second["Message-ID"] == "<abc123@example.org>"
    assert first.get_content().split() == MAIL.text.split()
    assert server.recipients == [EMAIL, EMAIL]


@pytest.mark.parametrize(("answer", "is_final"), [("550 no such user", True), ("450 try later", False), ("421 busy", False)])
def test_a_mailbox_that_does_not_exist_is_final_and_a_busy_server_is_not(tmp_path: Path, answer: str, is_final: bool) -> None:
    with mail_server(tmp_path) as server:
        server.refuse = answer
        with pytest.raises(SendError) as failed:
            SmtpSender(smtp_settings(server)).send(MAIL)
    assert failed.value.is_final is is_final
    assert server.mails == []


@pytest.mark.parametrize("wrong", [
    {"smtp_password": "wrong"}, {"smtp_ca_file": None}, {"smtp_username": ""}, {"smtp_security": "tls"},
    {"smtp_security": "none"},
])  # fmt: skip
def test_no_code_leaves_without_tls_a_right_certificate_and_a_password(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with mail_server(tmp_path) as server:
        with pytest.raises(SendError) as failed:
            SmtpSender(smtp_settings(server, **wrong), timeout=2).send(MAIL)
        assert server.mails == []
    assert not failed.value.is_final  # put the settings right, and it leaves


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    with mail_server(tmp_path, host="mail.example.org") as server:
        with pytest.raises(SendError):
            SmtpSender(smtp_settings(server)).send(MAIL)
        assert server.mails == []


def test_a_server_without_tls_gets_nothing_unless_it_is_on_this_machine_and_we_said_so(tmp_path: Path) -> None:
    with mail_server(tmp_path, with_tls=False) as server:
        plain = {"smtp_username": "", "smtp_ca_file": None}
        with pytest.raises(SendError):
            SmtpSender(smtp_settings(server, **plain)).send(MAIL)
        assert server.mails == []
        SmtpSender(smtp_settings(server, smtp_security="none", **plain)).send(MAIL)
        assert len(server.mails) == 1


def test_a_server_that_says_nothing_is_not_waited_for_without_end(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = Settings(
            secret_key="k" * 40, message_sender="smtp", smtp_host="127.0.0.1", smtp_port=silent.getsockname()[1],
            mail_from="redress@example.org",
        )  # fmt: skip
        started = time.monotonic()
        with pytest.raises(SendError):
            SmtpSender(settings, timeout=0.3).send(MAIL)
        assert time.monotonic() - started < 3


def test_notify_gets_what_its_templates_need() -> None:
    with notify_server() as server:
        sender = sender_of(notify_settings(server))
        sender.send(MAIL)
        sender.send(TEXT)
    (mail_path, mail), (text_path, sms) = server.arrived
    assert (mail_path, text_path) == ("/v2/notifications/email", "/v2/notifications/sms")
    assert mail == {
        "email_address": EMAIL, "template_id": "template-for-emails", "reference": "abc123",
        "personalisation": {"subject": MAIL.subject, "message": MAIL.text},
    }  # fmt: skip
    assert sms == {
        "phone_number": "+447700900123", "template_id": "template-for-texts", "reference": "abc124",
        "personalisation": {"message": TEXT.text},
    }  # fmt: skip


@pytest.mark.parametrize(("status", "is_final"), [(400, True), (403, False), (429, False), (500, False), (503, False)])
def test_what_notify_refuses_for_good_is_final(status: int, is_final: bool, capfd: Any) -> None:
    with notify_server() as server:
        server.status = status
        with pytest.raises(SendError) as failed:
            sender_of(notify_settings(server)).send(MAIL)
    assert (failed.value.reason, failed.value.is_final) == (f"notify_{status}", is_final)
    assert EMAIL not in "".join(capfd.readouterr())


def test_a_key_of_another_service_is_refused_and_tried_again_later() -> None:
    with notify_server() as server:
        with pytest.raises(SendError, match="notify_403") as failed:
            sender_of(notify_settings(server, notify_api_key=NOTIFY_KEY[:-1] + "1")).send(MAIL)
        assert server.arrived == []
    assert not failed.value.is_final


def test_a_receipt_that_cannot_be_read_sends_nothing_twice() -> None:
    with notify_server() as server:
        server.garbled = True
        sender_of(notify_settings(server)).send(MAIL)
    assert len(server.arrived) == 1


def test_without_a_template_for_texts_notify_sends_emails_only() -> None:
    with notify_server() as server:
        assert set(sender_of(notify_settings(server, notify_text_template="")).methods) == {"email"}


def test_files_can_be_read_by_their_owner_only_and_their_names_say_nothing(tmp_path: Path) -> None:
    sender = sender_of(Settings(secret_key="k" * 40, message_dir=tmp_path / "out"))
    sender.send(MAIL)
    sender.send(TEXT)
    files = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in files] == ["20261127T120000-abc123.eml", "20261127T120000-abc124.txt"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file stands here")
    with pytest.raises(SendError) as failed:
        sender_of(Settings(secret_key="k" * 40, message_dir=tmp_path / "taken")).send(MAIL)
    assert not failed.value.is_final


def with_sender(app: Any, settings: Settings, changed: Settings) -> None:
    """The application and its worker use another way to send."""
    names = [name for name in type(settings).model_fields if name.startswith(("message", "smtp", "mail", "notify"))]
    app.state.settings = settings.model_copy(update={name: getattr(changed, name) for name in names})


def test_a_mail_server_that_was_away_gets_the_code_later(chat: Any, post: Post, app: Any, settings: Settings, rows: Any) -> None:
    class Away:
        port, ca_file = free_port(), None

    with_sender(app, settings, smtp_settings(Away))
    assert save(agreed(chat)).status_code == 202  # nobody waits for the mail server
    post.carry()
    (waiting,) = rows("resume_messages")
    assert (waiting["attempts"], waiting["lease"]) == (1, None)
    post.carry()  # it is not due yet
    assert rows("resume_messages")[0]["attempts"] == 1
    with mail_server(settings.message_dir.parent) as server:
        with_sender(app, settings, smtp_settings(server))
        post.ahead = timedelta(minutes=1)
        post.carry()
    assert CODE.search(server.mails[0].get_content())
    assert rows("resume_messages") == []


def test_a_message_that_never_leaves_is_given_up_after_a_day(
    chat: Any, post: Post, app: Any, settings: Settings, rows: Any
) -> None:
    with notify_server() as server:
        server.status = 500
        with_sender(app, settings, notify_settings(server))
        save(agreed(chat), MOBILE)
        for hours in (0, 5, 23):
            post.ahead = timedelta(hours=hours)
            post.carry()
        assert rows("resume_messages")[0]["attempts"] == 3
        post.ahead = timedelta(hours=25)
        post.carry()
    assert rows("resume_messages") == []


def test_a_mailbox_that_does_not_exist_is_not_tried_again_and_its_address_is_gone(
    chat: Any, post: Post, app: Any, settings: Settings, capfd: Any
) -> None:
    with mail_server(settings.message_dir.parent) as server:
        server.refuse = "550 5.1.1 <joan.ashworth@example.org> unknown"
        with_sender(app, settings, smtp_settings(server))
        save(agreed(chat))
        post.carry()
    with app.state.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM resume_messages")).scalar() == 0
    logged = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (failed,) = [line for line in logged if line["event"] == "resume_message_failed"]
    assert (failed["reason"], failed["is_final"]) == ("smtp_550", True)
    assert "joan" not in str(logged)


def test_two_workers_send_a_message_once(chat: Any, app: Any, settings: Settings) -> None:
    with notify_server() as server:
        with_sender(app, settings, notify_settings(server))
        talks = [agreed(chat) for _ in range(4)]
        for number, talk in enumerate(talks):
            save(talk, f"person{number}@example.org")
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda _: Post(app).carry(), range(3)))
    assert sorted(body["email_address"] for _, body in server.arrived) == [f"person{number}@example.org" for number in range(4)]


def test_a_worker_that_died_on_a_message_leaves_it_to_another(chat: Any, post: Post, app: Any, settings: Settings) -> None:
    save(agreed(chat))
    assert sending._claim(app.state.sessions, now=post.now(), lease_for=settings.outbox_lease) is not None  # and then it died
    assert post.carry() == []
    post.ahead = timedelta(seconds=settings.outbox_lease + 1)
    assert post.one().to == EMAIL

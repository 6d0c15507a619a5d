"""Letters: drafted from the case, changed, sent, posted; large print, prison letters, fields there are none of."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from io import BytesIO

import docx
import pypdf
import pytest
from sqlalchemy import select, update

from intake_api.cases import router
from intake_api.cases.models import Case
from intake_api.casework import letter_pages, letter_texts
from intake_api.casework.models import CaseContact, CaseLetter, CaseTask
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import PREMATURE, make_ready
from tests.intake_api.builders import MARKERS, a_record

FIRST_LINE = "confidential access rights apply"


def letter_of(sessions, number=1):
    with sessions() as session:
        return session.get(CaseLetter, number)


@pytest.mark.parametrize("kind", [name for name, kind in letter_texts.KINDS.items() if kind.is_offered and not kind.encloses])
def test_every_letter_is_drafted_from_the_case_in_plain_words(desk, submit, sessions, kind):
    case = submit(a_record(**PREMATURE)).json()["reference"]
    desk().save(case, "letters", "write_letter", kind=kind)
    body = letter_of(sessions).body
    assert case in body
    if letter_texts.KINDS[kind].party == "complainant":
        assert f"Dear {MARKERS['name']}," in body
    assert "None" not in body
    assert "{" not in body
    assert "_" not in body
    if kind == "premature":
        assert "still" in body.casefold() or "answer" in body.casefold()


def test_a_letter_is_changed_and_its_files_hold_what_was_written(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    text = "Dear Z,\n\nYour reference: {{ reference }}.\n\n- one\n- two"
    asha.save(reference, "letters/1", "save_letter", subject="Hello", body=text)
    assert letter_of(sessions).body == f"Dear Z,\n\nYour reference: {reference}.\n\n- one\n- two"
    url = f"/staff/cases/{reference}/letters/1/file"
    text = asha.client.get(f"{url}/txt").content.decode("utf-8-sig")
    assert f"Your reference: {reference}." in text
    word = docx.Document(BytesIO(asha.client.get(f"{url}/docx").content))
    assert [row.text for row in word.paragraphs][-1] == "two"
    pdf = pypdf.PdfReader(BytesIO(asha.client.get(f"{url}/pdf").content))
    assert reference in pdf.pages[0].extract_text()


@pytest.mark.parametrize(("text", "says"), [
    ("Dear {{ nonsense }},", "There is no field 'nonsense' for letters"), ("{{ reference.nonsense }}", "no field 'nonsense'"),
    ("Half {{ a field", "cannot be read"), ("{% for x in y %}", "take them out"), ("{{ reference + 1 }}", "cannot be filled in"),
    ("{{ ''.__class__.__mro__ }}", "cannot be filled in"), ("{{ 1 / 0 }}", "cannot be filled in"),
])  # fmt: skip
def test_a_field_there_is_none_of_is_named_and_what_was_written_is_kept(desk, reference, sessions, text, says):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    before = letter_of(sessions).body
    answer = asha.send(reference, "letters/1", "save_letter", subject="Hello", body=f"A long evening's work. {text}")
    assert answer.status_code == 422
    assert says in said(answer)
    assert "A long evening&#39;s work." in answer.text
    assert letter_of(sessions).body == before


def test_a_template_with_a_field_there_is_none_of_gives_a_clear_message(desk, reference, sessions, tmp_path, monkeypatch):
    from jinja2 import FileSystemLoader

    (tmp_path / "acknowledgement.txt").write_text("Dear {{ honoured_person }},")
    monkeypatch.setattr(letter_texts._environment, "loader", FileSystemLoader(tmp_path))
    monkeypatch.setattr(letter_texts._environment, "cache", None)
    answer = desk().send(reference, "letters", "write_letter", kind="acknowledgement")
    assert answer.status_code == 422
    assert "There is no field 'honoured_person' for letters" in said(answer)
    assert letter_of(sessions) is None


def test_a_letter_is_sent_by_email_and_the_copy_stays_on_the_case_as_it_went(desk, reference, sessions, settings):
    asha = desk()
    asha.save(reference, "work", "take")
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    asha.save(reference, "letters/1", "send_letter")
    [file] = settings.message_dir.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == MARKERS["email"]
    assert "Thank you for your complaint about the Department for Work and Pensions." in mail.get_content()

    letter = letter_of(sessions)
    assert (letter.state, letter.sent_by) == ("sent", "asha")
    for form in ("save_letter", "send_letter", "print_letter"):
        answer = asha.send(reference, "letters/1", form, subject="Other", body="Other words")
        assert answer.status_code == 422
        assert "It stays as it is" in said(answer)
    assert letter_of(sessions).body == letter.body
    assert "Acknowledgement (1)" in said(asha.open(reference, "documents"))
    with sessions() as session:
        assert session.scalars(select(CaseContact.way)).all() == ["email"]
        assert "first_contact" not in session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()
    assert len(list(settings.message_dir.glob("*.eml"))) == 1


def test_when_the_mail_server_is_away_nothing_is_lost_and_another_try_is_the_same_message(desk, reference, sessions, settings):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    settings.message_dir.parent.mkdir(exist_ok=True)
    settings.message_dir.write_text("a file where the folder should be")
    answer = asha.send(reference, "letters/1", "send_letter")
    assert answer.status_code == 503
    assert "did not take it. Nothing was lost" in said(answer)
    waiting = letter_of(sessions)
    assert waiting.state == "sending"

    settings.message_dir.unlink()
    asha.save(reference, "letters/1", "send_letter")
    [file] = settings.message_dir.glob("*.eml")
    assert waiting.send_key in message_from_bytes(file.read_bytes())["Message-ID"]
    assert letter_of(sessions).state == "sent"


def test_what_changes_while_a_letter_is_on_its_way_does_not_unsend_it(desk, reference, sessions, monkeypatch):
    asha = desk(team="North")
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")

    class MeanwhileMoved:
        methods = ("email",)

        def send(self, _message):
            with sessions() as session:
                changed = {"version": Case.version + 1, "team": "South", "assignee_id": None}
                session.execute(update(Case).where(Case.reference == reference).values(changed))
                session.commit()

    monkeypatch.setattr(letter_pages, "sender_of", lambda _settings: MeanwhileMoved())
    assert asha.send(reference, "letters/1", "send_letter").status_code == 303
    assert letter_of(sessions).state == "sent"


def test_a_letter_that_two_send_at_once_is_noted_once(desk, reference, sessions, monkeypatch):
    asha, ben = desk(), desk(name="ben")
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    tries = []

    class Slow:
        methods = ("email",)

        def send(self, message):
            tries.append(message.reference)
            if len(tries) == 1:  # while the first is still on its way, somebody tries again
                assert ben.send(reference, "letters/1", "send_letter").status_code == 303

    monkeypatch.setattr(letter_pages, "sender_of", lambda _settings: Slow())
    assert asha.send(reference, "letters/1", "send_letter").status_code == 303
    assert len(set(tries)) == 1  # the same message
    with sessions() as session:
        assert session.scalars(select(CaseContact.way)).all() == ["email"]


def test_a_letter_the_mail_server_does_not_take_can_be_posted_instead(desk, reference, sessions, settings):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    settings.message_dir.parent.mkdir(exist_ok=True)
    settings.message_dir.write_text("a file where the folder should be")
    answer = asha.send(reference, "letters/1", "send_letter")
    assert "or print it and post it" in said(answer)
    assert 'value="print_letter"' in answer.text
    asha.save(reference, "letters/1", "print_letter")
    assert (letter_of(sessions).state, letter_of(sessions).way) == ("printed", "post")


def test_the_day_a_complaint_came_is_the_day_it_was_in_london(desk, submit, sessions, monkeypatch):
    half_past_midnight = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    with monkeypatch.context() as then:
        then.setattr(router, "utc_now", lambda: half_past_midnight)
        reference = submit(a_record()).json()["reference"]
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    asha.save(reference, "letters/1", "save_letter", subject="Hello", body="It came on {{ received_on }}.")
    assert letter_of(sessions).body == "It came on 2 July 2027."


def test_a_letter_with_a_gap_is_not_sent(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="adjustment_outcome")
    answer = asha.send(reference, "letters/1", "print_letter")
    assert answer.status_code == 422
    assert "Fill in first what stands in square brackets: [the adjustment]" in said(answer)
    assert letter_of(sessions).state == "draft"


@pytest.mark.covers("SM-1.60a", "SM-1.60b", "SM-1.60c")
def test_a_letter_to_a_prisoner_carries_the_marking_and_the_number(desk, submit):
    case = submit(a_record(prison_number="A1234BC")).json()["reference"]
    asha = desk()
    for number, kind in enumerate(("acknowledgement", "further_information"), start=1):
        asha.save(case, "letters", "write_letter", kind=kind)
        asha.save(case, f"letters/{number}", "save_letter", subject="Changed", body="All of it is changed.")
        text = asha.client.get(f"/staff/cases/{case}/letters/{number}/file/txt").content.decode("utf-8-sig")
        assert text.splitlines()[0] == FIRST_LINE
        assert "A1234BC" in text
        assert "red pen" not in text
        instruction = f"Write '{FIRST_LINE}' on the front and the back of the envelope in red pen."
        assert instruction in said(asha.open(case, f"letters/{number}"))
    plain = submit(a_record()).json()["reference"]
    asha.save(plain, "letters", "write_letter", kind="acknowledgement")
    assert FIRST_LINE not in said(asha.open(plain, "letters/3"))


@pytest.mark.covers("SM-1.45a", "SM-1.45b")
def test_the_outcome_of_large_print_comes_in_large_print(desk, submit, sessions):
    case = submit(a_record(complainant__adjustments="Large print, please")).json()["reference"]
    asha = desk()
    asha.save(case, "adjustments", "decide_request", id="1", basis="equality_act", agreed="yes", disability="sight")
    with sessions() as session:
        assert "adjustment_outcome_letter" in session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()
    assert letter_of(sessions).is_large
    assert "We have agreed to it." in letter_of(sessions).body
    word = docx.Document(BytesIO(asha.client.get(f"/staff/cases/{case}/letters/1/file/docx").content))
    assert word.styles["Normal"].font.size.pt == 18
    asha.save(case, "letters/1", "print_letter")
    assert "Adjustment outcome (1)" in said(asha.open(case, "documents"))
    with sessions() as session:
        assert "adjustment_outcome_letter" not in session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()


def test_a_letter_that_gives_a_decision_waits_for_one_and_the_mp_gets_a_copy(desk, submit, sessions):
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    senior.save(case, "letters", "write_letter", kind="premature")
    assert "none is approved yet" in said(senior.send(case, "letters/1", "print_letter"))
    make_ready(senior, case)
    senior.save(case, "decision", "decide", code="local_resolution_ongoing")
    senior.save(case, "letters/1", "print_letter")
    copy = letter_of(sessions, 2)
    assert (copy.kind, copy.party, copy.state) == ("mp_copy", "referring_mp", "draft")
    assert letter_of(sessions).body in copy.body
    assert "[name of the MP]" in said(senior.send(case, "letters/2", "print_letter"))
    senior.save(case, "letters/2", "save_letter", subject=copy.subject, body=copy.body.replace("[name of the MP]", "Ms Example"))
    senior.save(case, "letters/2", "print_letter")
    senior.save(case, "decision", "close", id="1")


def test_a_letter_of_another_case_and_a_stale_letter_are_refused(desk, submit, sessions):
    first, second = (submit(a_record()).json()["reference"] for _ in range(2))
    asha, ben = desk(), desk(name="ben")
    asha.save(first, "letters", "write_letter", kind="acknowledgement")
    assert asha.open(second, "letters/1").status_code == 404
    version = asha.version(first)
    ben.save(first, "letters/1", "save_letter", subject="Ben's", body="Ben's words")
    answer = asha.send(first, "letters/1", "save_letter", version, subject="Asha's", body="Asha's words")
    assert answer.status_code == 409
    assert "Asha&#39;s words" in answer.text
    assert "Letter changed, by ben (staff)" in said(answer)
    assert letter_of(sessions).body == "Ben's words"


def test_who_may_not_send_letters_writes_none(desk, reference):
    assert desk(Role.LEGAL, "leo").send(reference, "letters", "write_letter", "1", kind="acknowledgement").status_code == 403

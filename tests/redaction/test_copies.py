"""What leaves the house: hidden from one recipient, shown beside the original, absent from every file; the original stays."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.redaction.models import CaseCopy
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_letters import letter_of
from tests.intake_api.builders import MARKERS, a_record
from tests.redaction.conftest import all_of
from tests.worksheets.conftest import saved

SECRETS = {
    "phone": "07700 900456", "email": "ottoline@example.org", "nhs": "943 476 5919", "ni": "AB 12 34 56 C", "prison": "A1234BC",
    "postcode": "CW1 4QJ", "birth": "4 May 1961", "person": "Ottoline", "titled": "Dr Grimshaw",
}  # fmt: skip
STORY = (
    "They lost my papers twice. The plumber called Ottoline saw it happen. Dr Grimshaw said so too. Ottoline is at "
    "07700 900456 or ottoline@example.org, in CW1 4QJ. My NHS number is 943 476 5919, my NI number AB 12 34 56 C. "
    "My brother was prisoner A1234BC. I was born on 4 May 1961. They owe me an apology."
)
FORMS = ("txt", "docx", "pdf")


@pytest.fixture
def told(submit):
    """A case with much in it that is nobody else's business."""
    return submit(a_record(story=STORY)).json()["reference"]


def events(sessions, action):
    with sessions() as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id))
        return [row.details for row in rows]


def test_personal_data_is_suggested_hidden_and_absent_from_every_file(copier, told, case_of):
    copy = copier(told, source="story", recipient="organisation")
    words = " ".join(copy.suggested.values())
    for secret in SECRETS.values():
        assert secret in words, secret
    copy.hide_all()
    copy.make()
    for form in FORMS:
        whole = all_of(form, copy.file(form))
        for secret in SECRETS.values():
            assert secret not in whole, (form, secret)
            assert "".join(secret.split()) not in "".join(whole.split()), (form, secret)
    assert "They owe me an apology." in all_of("txt", copy.file("txt"))
    assert case_of(told).record["story"] == STORY


def test_what_is_hidden_from_whom_stands_beside_the_original(copier, told):
    copy = copier(told, source="story", recipient="referring_mp", recipient_name="Ms Example")
    copy.hide_all(passages="They owe me an apology.", why="third_party")
    page = copy.page
    assert '<mark class="redress-hidden"><span class="govuk-visually-hidden">Hidden (Date of birth): </span>on 4 May 1961' in page
    assert "They owe me an apology.<span" in page
    shown = page.partition("What they will see")[2].partition("<h2")[0]
    assert "[Hidden: date of birth]" in shown
    assert "[Hidden: about somebody else]" in shown
    assert "4 May 1961" not in shown
    text = said(copy.desk.open(told, copy.place))
    assert "For: The MP who referred it, Ms Example. Hidden from them:" in text
    assert "Date of birth: 1" in text


def test_what_is_the_recipients_own_is_not_hidden_from_them(copier, submit):
    story = f"I am {MARKERS['name']}, at {MARKERS['email']} and 020 7946 0123. My son Tom wrote it down."
    case = submit(a_record(story=story)).json()["reference"]
    own = copier(case, source="story", recipient="complainant").suggested
    assert list(own.values()) == ["Name of another person: Tom"]
    other = " ".join(copier(case, source="story", recipient="other_body").suggested.values())
    assert MARKERS["name"] in other
    assert MARKERS["email"] in other


def test_a_mark_can_be_taken_away_and_a_passage_that_is_not_there_is_named(copier, told, sessions):
    copy = copier(told, source="story", recipient="other")
    wrong = copy.send("hide", passages="They lost my papers\nNobody wrote this")
    assert wrong.status_code == 422
    assert "This does not stand in the original, word for word: Nobody wrote this" in said(wrong)
    assert "They lost my papers\nNobody wrote this" in wrong.text
    assert copy.send("hide", passages="they  LOST my papers").status_code == 303
    with sessions() as session:
        [start, end, why] = session.scalars(select(CaseCopy.marks)).one()[0]
    assert (STORY[start:end], why) == ("They lost my papers", "other")
    assert copy.send("show_again", mark=f"{start}-{end}").status_code == 303
    assert "[Hidden" not in copy.page.partition("What they will see")[2].partition("<h2")[0]
    assert copy.send("show_again").status_code == 422
    for spoilt in ("1-2-nonsense", "a-b-email", "5-99999999-email", "1"):
        assert copy.send("hide", suggestion=spoilt).status_code == 422


def test_the_copy_is_kept_and_the_trail_says_who_for_whom_and_how_much_and_never_what(copier, told, sessions):
    copy = copier(told, source="story", recipient="named_person", recipient_name="Barnaby Rudge")
    copy.hide_all()
    copy.make()
    copy.file("docx")
    [made] = events(sessions, "copy_made")
    assert made["after"]["recipient"] == "named_person"
    assert made["after"]["source"] == "story"
    assert "birth 1" in made["after"]["hidden"]
    assert "recipient_name" in made["fields"]
    [taken] = events(sessions, "copy_downloaded")
    assert taken["after"]["form"] == "docx"
    trail = json.dumps(
        [each for name in ("copy_begun", "copy_marked", "copy_made", "copy_downloaded") for each in events(sessions, name)]
    )
    for secret in (*SECRETS.values(), "Barnaby"):
        assert secret not in trail
    with sessions() as session:
        kept = session.scalars(select(CaseCopy)).one()
        assert (kept.made_by, kept.copied_by, kept.recipient_name) == ("asha", "asha", "Barnaby Rudge")
        assert "4 May 1961" not in kept.text
        assert "4 May 1961" not in json.dumps(kept.marks)
    assert "A person named in the complaint: Barnaby Rudge" in said(copy.desk.open(told, "copies"))
    for form in ("hide", "show_again", "make_copy", "take_up"):
        answer = copy.send(form, passages="They", mark="1-2")
        assert answer.status_code == 422
        assert "This copy is made, and stays as it is." in said(answer)


def test_marks_on_an_original_that_changed_say_so_and_make_no_copy(copier, reference, sessions):
    copy = copier(source="story", recipient="organisation")
    asha = copy.desk
    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    letter = type(copy)(asha, reference, source="letter:1", recipient="organisation")
    letter.hide_all()
    asha.save(reference, "letters/1", "save_letter", subject="Other", body=f"Dear {MARKERS['name']}, it reads otherwise now.")
    assert "The original has changed since this copy was marked" in said(asha.open(reference, letter.place))
    for form in ("make_copy", "hide"):
        answer = letter.send(form, passages="Dear")
        assert answer.status_code == 422
        assert "The original has changed since this copy was marked" in said(answer)
    assert letter.send("take_up").status_code == 303
    with sessions() as session:
        assert session.scalars(select(CaseCopy.marks).where(CaseCopy.source == "letter:1")).one() == []
    letter.make()
    assert "it reads otherwise now." in all_of("txt", letter.file("txt"))
    assert letter_of(sessions).body.endswith("it reads otherwise now.")
    asha.save(reference, "letters/1", "save_letter", subject="Other", body="A third text.")
    assert "The original has changed since this copy was made. The copy stays as it went." in said(
        asha.open(reference, letter.place)
    )
    assert "it reads otherwise now." in all_of("txt", letter.file("txt"))


@pytest.mark.covers("SM-3.53a")
def test_legal_advice_is_in_no_case_file_letter_copy_or_export(copier, reference, sessions, desk):
    advice = "In our view section nine of that Act bars the claim altogether."
    request = "Does section nine of that Act bar the claim of this complainant?"
    leo, copy = desk(Role.LEGAL, "leo"), copier(source="story", recipient="complainant")
    asha = copy.desk
    as_note = asha.send(reference, "work", "write_note", text=request, kind="legal_request")
    assert as_note.status_code == 422
    assert "Ask the Legal Team on the worksheet" in said(as_note)
    assert request in said(as_note)  # nothing that was typed is lost
    saved(asha, reference, "legal_request", {"question": request}, "entry-new")
    leo.save(reference, "work", "write_advice", text=advice)
    asha.save(reference, "work", "write_note", text="They rang and were friendly.")
    asha.save(reference, "work", "review_note", id="2", may_be_shared="yes")
    refused = asha.send(reference, "work", "review_note", id="1", may_be_shared="yes")
    assert refused.status_code == 422
    assert "Only the Legal Team may release it (SM-3.53)." in said(refused)

    file = type(copy)(asha, reference, source="file", recipient="complainant")
    assert "Left out: 1 notes of legal advice or of asking for it. They are privileged (SM-3.53)." in said(
        asha.open(reference, file.place)
    )
    file.make(seen="yes")
    for form in FORMS:
        whole = " ".join(all_of(form, file.file(form)).split())
        assert advice not in whole
        assert request not in whole
        assert "section nine" not in whole
    assert "They rang and were friendly." in all_of("txt", file.file("txt"))
    for path in (f"/v1/cases/{reference}", "/staff/cases/export.csv"):
        assert "section nine" not in asha.client.get(path).text

    asha.save(reference, "letters", "write_letter", kind="acknowledgement")
    asha.save(reference, "letters/1", "save_letter", subject="Hello", body=f"Dear Z,\n\n{advice}\n\nYours")
    letter = type(copy)(asha, reference, source="letter:1", recipient="complainant")
    assert any("Legal advice" in words for words in letter.suggested.values())
    answer = letter.send("make_copy")
    assert answer.status_code == 422
    assert "It quotes the legal advice." in said(answer)
    letter.hide_all()
    letter.make()
    assert "section nine" not in all_of("txt", letter.file("txt"))

    leo.save(reference, "work", "review_note", id="1", may_be_shared="yes")
    released = type(copy)(asha, reference, source="file", recipient="complainant")
    assert advice in " ".join(said(asha.open(reference, released.place)).split())


def test_a_note_nobody_has_read_with_that_question_stays_in_the_house(copier, reference):
    copy = copier(source="story", recipient="organisation")
    copy.desk.save(reference, "work", "write_note", text="Between us: the lighthouse keeper is behind it.")
    file = type(copy)(copy.desk, reference, source="file", recipient="organisation")
    assert "Left out: 1 notes that nobody has read yet" in said(copy.desk.open(reference, file.place))
    file.make(seen="yes")
    assert "lighthouse keeper" not in all_of("txt", file.file("txt"))


def test_what_the_rules_say_may_not_be_released_is_shown(copier, submit):
    case = submit(a_record(complaining_for="someone_else", aggrieved_name="Edna Example")).json()["reference"]
    copy = copier(case, source="file", recipient="representative")
    assert "SM-2.249" in said(copy.desk.open(case, copy.place))


def test_what_is_suggested_and_not_hidden_has_to_be_looked_at_first(copier, told, sessions):
    copy = copier(told, source="story", recipient="organisation")
    answer = copy.send("make_copy")
    assert answer.status_code == 422
    assert f"Suggested and not hidden: {len(copy.suggested)} passages." in said(answer)
    some = list(copy.suggested)[1:]
    assert copy.send("hide", suggestion=some).status_code == 303
    assert copy.send("make_copy").status_code == 422
    assert copy.send("make_copy", seen="yes").status_code == 303
    [made] = events(sessions, "copy_made")
    assert made["after"]["left_open"] == "1"


def test_only_who_may_redact_opens_copies_and_no_case_shows_anothers(copier, told, reference, desk):
    copy = copier(told, source="story", recipient="other")
    assert copy.desk.open(reference, copy.place).status_code == 404
    for role in (Role.INTAKE, Role.AUDITOR, Role.LEGAL):
        them = desk(role, role.value)
        assert them.open(told, "copies").status_code == 403
        assert them.open(told, copy.place).status_code == 403
        assert "Copies for others" not in them.open(told, "work").text
    assert copy.desk.client.get(f"/staff/cases/{told}/{copy.place}/file/pdf").status_code == 422
    for source in ("letter:99", "evidence:none", "letter:x", "nonsense", ""):
        assert copy.desk.send(told, "copies", "begin_copy", source=source, recipient="other").status_code == 422

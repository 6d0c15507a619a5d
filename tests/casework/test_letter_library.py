"""The library of letters: who is called how, who signs, what each has to say, what is waited for, what is plain."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework import letter_fields, letter_texts, plainness
from intake_api.casework.letter_kinds import KINDS
from intake_api.casework.models import CaseComponent, CaseContact, CaseLetter, CaseTask
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import PREMATURE, make_ready, today_at
from tests.casework.test_letters import letter_of
from tests.intake_api.builders import MARKERS, STORY, a_record

SOURCE_3_57 = (
    "During the course of our investigation it is possible that we may need to seek legal advice on any matter that relates to "
    "the interpretation of legislation, and our powers to conduct or continue an investigation as a result of current law. That "
    "advice is confidential to PHSO and we will not be sharing with you either the content of the request we make or the advice "
    "we receive. In most of the work we undertake, it is not usual that we need to obtain or consider legal advice."
)
NOTHING_LEFT = {"[name of the Principal Officer]": "Robin Sample", "[their address]": "1 Sample Road, Crewe"}


@pytest.fixture
def sam(desk, sessions):
    """Sam Lee, whose letters give a direct number."""
    there = desk(name="sam")
    with sessions() as session:
        user = session.scalars(select(StaffUser).where(StaffUser.username == "sam")).one()
        user.full_name, user.direct_contact = "Sam Lee", "020 7946 0123"
        session.commit()
    return there


def written(who, case, sessions, kind, **more):
    """The newest letter, of that kind, as it was drafted."""
    who.save(case, "letters", "write_letter", kind=kind, **more)
    with sessions() as session:
        return session.scalars(select(CaseLetter).order_by(CaseLetter.id.desc()).limit(1)).one()


def open_tasks(sessions):
    with sessions() as session:
        return session.scalars(select(CaseTask.kind).where(CaseTask.done_at.is_(None))).all()


def proposed(who, case, sessions):
    """The case with one component proposed and one declined, about two organisations."""
    who.save(case, "issues", "from_record")
    with sessions() as session:
        [component] = session.scalars(select(CaseComponent)).all()
        component.decision, component.summary = "propose_to_investigate", "They lost the file."
        session.add(CaseComponent(
            case_id=component.case_id, made_by="sam", made_at=component.made_at, heading="2",
            organisation="Independent Case Examiner", summary="The examiner was slow.",
        ))  # fmt: skip
        session.commit()


@pytest.mark.covers("SM-1.32b")
def test_a_person_is_addressed_formally_until_they_say_otherwise(sam, submit, sessions):
    case = submit(a_record(complainant__name="Ann Example")).json()["reference"]
    assert "Dear Ann Example," in written(sam, case, sessions, "acknowledgement").body
    sam.save(case, "people", "set_called", title="Mrs")
    assert "Dear Mrs Example," in written(sam, case, sessions, "acknowledgement").body
    sam.save(case, "people", "set_called", title="Mrs", surname="Example Jones")
    letter = written(sam, case, sessions, "acknowledgement")
    assert "Dear Mrs Example Jones," in letter.body
    assert "Mrs Ann Example\n7 Marmalade Mews" in letter.body
    sam.save(case, "people", "set_called", title="Mrs", address_as="Ann")
    assert "Dear Ann," in written(sam, case, sessions, "acknowledgement").body
    assert "A letter opens: Dear Ann," in said(sam.open(case, "people"))
    with sessions() as session:
        trail = [
            row.details
            for row in session.scalars(select(AuditEvent).where(AuditEvent.action == "called_changed").order_by(AuditEvent.id))
        ]
    assert trail[-1]["fields"] == ["address_as", "surname"]
    assert "Ann" not in str(trail)


@pytest.mark.covers("SM-1.33c")
def test_the_persons_own_words_can_be_quoted_unaltered(sam, submit, sessions):
    words = 'they lost my mother\'s records [both of them] & said "sorry"'
    case = submit(a_record(story=words, injustice=words)).json()["reference"]
    assert f"“{words}”" in written(sam, case, sessions, "first_contact").body
    sam.save(case, "letters/1", "save_letter", subject="Hello", body="Dear Z,\n\nYou said: “{{ their_words }}”")
    assert letter_of(sessions).body == f"Dear Z,\n\nYou said: “{words}”"
    sam.save(case, "letters/1", "print_letter")  # brackets of theirs are no gap of ours
    assert letter_of(sessions).state == "printed"


@pytest.mark.covers("SM-2.212c", "SM-2.226b")
def test_letters_name_the_caseworker_with_role_and_direct_number(sam, reference, sessions, desk):
    for kind in ("first_contact", "mp_first_contact"):
        body = written(sam, reference, sessions, kind).body
        assert "I am Sam Lee" in body
        assert "ou can reach me at: 020 7946 0123" in body
        assert body.endswith("Yours sincerely,\n\nSam Lee\nCaseworker\nParliamentary and Health Service Ombudsman")
    assert letter_of(sessions, 2).party == "referring_mp"
    nameless = desk(name="ben")
    body = written(nameless, reference, sessions, "first_contact").body
    assert "\n\nben\nCaseworker\n" in body
    assert "[your direct telephone or email]" in said(nameless.send(reference, "letters/3", "print_letter"))


@pytest.mark.covers("SM-1.34e")
def test_the_note_of_a_call_is_shared_to_be_agreed(sam, reference, sessions, settings):
    note = "You told me that nobody rang back."
    sam.save(reference, "contacts", "record_contact", at=today_at(), way="phone", party="complainant", reached="yes", about=note)
    sam.save(reference, "contacts", "share_note", id="1")
    letter = letter_of(sessions)
    assert (letter.way, letter.answer, letter.party) == ("email", "awaiting_agreement", "complainant")
    assert note in letter.body
    assert "Awaiting agreement" in said(sam.open(reference, "letters"))
    assert "send_call_note" in open_tasks(sessions)
    early = sam.send(reference, "letters/1", "answer", answer="agreed")
    assert "They have not been sent it yet" in said(early)
    sam.save(reference, "letters/1", "send_letter")
    [file] = settings.message_dir.glob("*.eml")
    assert note in message_from_bytes(file.read_bytes(), policy=policy.default).get_content()
    assert "send_call_note" not in open_tasks(sessions)
    assert "Awaiting agreement" in said(sam.open(reference, "letters/1"))
    assert sam.send(reference, "letters/1", "answer", answer="signed").status_code == 422
    sam.save(reference, "letters/1", "answer", answer="not_agreed")
    assert (letter_of(sessions).answer, letter_of(sessions).answered_by) == ("not_agreed", "sam")


def test_a_contact_without_a_note_or_of_another_case_is_not_shared(sam, submit, reference):
    sam.save(reference, "contacts", "record_contact", at=today_at(), way="phone", party="complainant", reached="no")
    assert "nothing to share" in said(sam.send(reference, "contacts", "share_note", id="1"))
    other = submit(a_record()).json()["reference"]
    assert sam.send(other, "contacts", "share_note", id="1").status_code == 422


@pytest.mark.covers("SM-1.41e", "SM-2.11b")
def test_the_form_filled_in_for_them_is_unsigned_until_it_comes_back(sam, submit, sessions, settings):
    case = submit(a_record(channel="phone")).json()["reference"]
    letter = written(sam, case, sessions, "complaint_form")
    for value in (MARKERS["name"], MARKERS["address"], "Department for Work and Pensions", STORY, "I could not pay for heating."):
        assert value in letter.body
    assert "You have not signed it yet." in letter.body
    assert (letter.answer, letter.way) == ("unsigned", "email")
    assert "send_complaint_form" in open_tasks(sessions)
    sam.save(case, "letters/1", "send_letter")
    assert len(list(settings.message_dir.glob("*.eml"))) == 1
    page = said(sam.open(case, "letters/1"))
    assert "It has not come back signed. Confirmed as accurate: no (SM-1.41, SM-2.11)." in page
    sam.save(case, "letters/1", "answer", answer="signed")
    assert "It has come back signed. Confirmed as accurate: yes" in said(sam.open(case, "letters/1"))


@pytest.mark.covers("SM-1.41a")
def test_a_premature_complaint_is_forwarded_and_that_is_logged(sam, submit, sessions, settings):
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    letter = written(sam, case, sessions, "forward_complaint", to_name="Robin Sample")
    assert letter.party == "organisation"
    assert f"“{STORY}”" in letter.body
    assert "send_forward_complaint" in open_tasks(sessions)
    sam.save(
        case, "letters/1", "save_letter", subject="A complaint", body=letter.body.replace("[their address]", "1 Sample Road")
    )
    assert sam.send(case, "letters/1", "send_letter", to="not an address").status_code == 422
    sam.save(case, "letters/1", "send_letter", to="complaints@example.org")
    [file] = settings.message_dir.glob("*.eml")
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "complaints@example.org"
    with sessions() as session:
        [contact] = session.scalars(select(CaseContact)).all()
        assert (contact.party, contact.way, contact.direction) == ("organisation", "email", "out")
        [sent] = session.scalars(select(AuditEvent).where(AuditEvent.action == "letter_sent")).all()
        assert sent.details["after"]["kind"] == "forward_complaint"
        assert sent.details["after"]["party"] == "organisation"
        assert sent.actor == "staff:sam"
    assert "send_forward_complaint" not in open_tasks(sessions)


@pytest.mark.covers("SM-3.56a", "SM-3.56b", "SM-3.57")
def test_the_position_on_legal_advice_is_fixed_and_the_advice_is_not_shared(sam, reference, sessions):
    sam.save(reference, "work", "write_note", kind="legal_advice", text="Section nine bars the claim altogether.")
    reply = written(sam, reference, sessions, "legal_advice_reply")
    assert "Yes: we have asked for legal advice." in reply.body
    assert "ection nine" not in reply.body
    assert "We will not share the advice itself" in reply.body
    sam.save(
        reference,
        "letters/1",
        "save_letter",
        subject="Hello",
        body="Dear Z,\n\nHello.\n\nYours sincerely,\n\nSam",
        fixed="legal_advice",
    )
    assert SOURCE_3_57 not in letter_of(sessions).body  # so no edit can change it
    text = sam.client.get(f"/staff/cases/{reference}/letters/1/file/txt").content.decode("utf-8-sig").replace("\r\n", "\n")
    assert f"Hello.\n\n{SOURCE_3_57}\n\nYours sincerely," in text
    assert sam.send(reference, "letters/1", "save_letter", subject="x", body="y", fixed="other").status_code == 422
    sam.save(reference, "letters/1", "print_letter")
    assert letter_of(sessions).body == text.strip()


@pytest.mark.covers("SM-3.64a")
def test_a_resolution_is_asked_for_and_not_recommended(sam, reference, sessions, case_of):
    letter = written(sam, reference, sessions, "resolution_request")
    assert "We ask you to do this:" in letter.body
    assert "recommend" not in (letter.body + letter.subject).casefold()
    with sessions() as session:
        assert not [name for name in letter_fields.field_names(session, session.merge(case_of(reference))) if "recommend" in name]


@pytest.mark.covers("SM-3.74d", "SM-3.75c", "SM-3.76", "SM-3.94a", "SM-3.94b", "SM-3.96")
def test_the_proposal_letters_say_what_each_party_has_to_be_told(sam, reference, sessions):
    library = said(sam.open(reference, "letters"))
    for name in ("to the organisation", "to a named person", "to the complainant"):
        assert f"Proposal to investigate: {name}" in library
    proposed(sam, reference, sessions)
    theirs = written(sam, reference, sessions, "proposal_organisation", to_name="Robin Sample").body
    assert "We ask for your comments about the allegations themselves, and not just about our proposal to investigate." in theirs
    assert "Robin Sample\nDepartment for Work and Pensions" in theirs
    for part in ("They lost the file.", "“I could not pay for heating.”", "“An apology from the marmalade office.”"):
        assert part in theirs
    own = written(sam, reference, sessions, "proposal_complainant").body
    assert "We have not started an investigation yet." in own
    assert "We decide after we have thought about the comments." in own
    named = written(sam, reference, sessions, "proposal_named_person", to_name="Alex Sample").body
    assert "Dear Alex Sample," in named
    assert "we will specifically look at what you did" in named
    assert "You have your own chance to comment" in named
    assert "I invite you to get in touch with me directly to discuss the complaint further." in named
    assert "You can reach me at: 020 7946 0123" in named


@pytest.mark.covers("SM-3.78b")
def test_the_last_day_for_comments_stands_in_the_letter(sam, reference, sessions, case_of):
    with sessions() as session:
        user = session.scalars(select(StaffUser).where(StaffUser.username == "sam")).one()
        for kind in [name for name, row in KINDS.items() if row.has_deadline]:
            body = letter_texts.draft(session, case_of(reference), kind, user=user, today=date(2026, 3, 2))
            assert "by 16 March 2026." in body, kind


def test_a_proposal_to_the_complainant_brings_one_to_the_mp(sam, reference, sessions):
    proposed(sam, reference, sessions)
    letter = written(sam, reference, sessions, "proposal_complainant")
    assert letter.way == "email"
    sam.save(reference, "letters/1", "print_letter")
    own = letter_of(sessions, 2)
    assert (own.kind, own.party, own.state) == ("proposal_mp", "referring_mp", "draft")
    assert "House of Commons" in own.body
    assert "They lost the file." in own.body


@pytest.mark.covers("SM-2.157a")
def test_the_summary_holds_only_what_was_assessed(sam, reference, sessions):
    proposed(sam, reference, sessions)
    body = written(sam, reference, sessions, "summary").body
    assert "They lost the file." in body
    assert "The examiner was slow." not in body
    assert "Independent Case Examiner" not in body


@pytest.mark.covers("SM-3.113a", "SM-3.113b", "SM-3.118a")
def test_a_decision_letter_is_plain_or_says_why_not(desk, submit, sessions):
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    senior = desk(Role.SENIOR_CASEWORKER, "sena")
    make_ready(senior, case)
    senior.save(case, "decision", "decide", code="local_resolution_ongoing")
    letter = written(senior, case, sessions, "premature")
    assert plainness.score(letter).is_plain
    page = said(senior.open(case, f"letters/{letter.id}"))
    assert f"Readability: grade {plainness.score(letter).grade:.1f}" in page
    assert "Risk rating: Low" in page
    assert "Number of issues: 1" in page
    assert "Complexity: " in page
    assert "Claimed severity, in their words: I could not pay for heating." in page

    hard = "Notwithstanding the aforementioned jurisdictional considerations, administrative responsibility constitutionally " * 3
    fields = {"subject": "Decision", "body": f"Dear Z,\n\n{hard}.\n\nYours sincerely,\n\nSena"}
    senior.save(case, "letters/1", "save_letter", **fields)
    assert "That is hard to read." in said(senior.open(case, "letters/1"))
    answer = senior.send(case, "letters/1", "print_letter")
    assert answer.status_code == 422
    assert "This letter is hard to read." in said(answer)
    senior.save(case, "letters/1", "save_letter", **fields, not_plain_because="replies to legal question")
    senior.save(case, "letters/1", "print_letter")
    assert letter_of(sessions).state == "printed"
    assert letter_of(sessions).not_plain_because == "replies to legal question"


@pytest.mark.parametrize("kind", [name for name, row in KINDS.items() if row.party == "complainant"])
def test_every_letter_to_the_person_is_written_in_easy_read_too(kind):
    assert letter_texts.has_easy_read(kind)


def test_easy_read_comes_where_it_was_asked_for_and_goes_where_it_was_declined(desk, submit, sessions):
    case = submit(a_record(complainant__adjustments="Easy Read please")).json()["reference"]
    manager = desk(Role.MANAGER, "mo")
    letter = written(manager, case, sessions, "acknowledgement")
    assert letter.is_easy_read
    assert "This letter is in Easy Read." in letter.body
    assert "In Easy Read." in said(manager.open(case, "letters/1"))
    words = manager.client.get(f"/staff/cases/{case}/letters/1/file/txt").content.decode("utf-8-sig")
    assert "What happens next\r\n=====" in words
    manager.save(
        case, "adjustments", "decide_request", id="1", basis="equality_act", agreed="no", disability="learning",
        refusal_reason="We cannot.", other_help="We can ring.",
    )  # fmt: skip
    assert not written(manager, case, sessions, "acknowledgement").is_easy_read


def test_easy_read_has_one_short_idea_a_line():
    for file in (letter_texts.TEMPLATES / "letters" / "staff" / "easy").glob("*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            ours = re.sub(r"\{[{%].*?[%}]\}", "", line)
            assert len(ours.split()) <= 14, (file.name, line)
            assert len(re.findall(r"(?<!^\d)[.?!](?:\s|$)", ours)) <= 2, (file.name, line)

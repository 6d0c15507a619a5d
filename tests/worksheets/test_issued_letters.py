"""The letters that go with provisional views and the final report: from what was issued, or not at all (SM-8, SM-9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case, Contact
from intake_api.casework import plainness
from intake_api.casework.issued_models import CaseIssued
from intake_api.casework.letter_kinds import KINDS, PURPOSES
from intake_api.casework.models import CaseContact, CaseLetter
from intake_api.clock import london_day, utc_now
from intake_api.db.base import start_writing
from intake_api.staff import words
from tests.casework.conftest import said
from tests.intake_api.builders import a_record
from tests.worksheets.test_conference import post
from tests.worksheets.test_issuing import NOT_WAITED, REPORT, VIEWS, sena  # noqa: F401 - fixture
from tests.worksheets.test_primary_decision import ready  # noqa: F401 - fixture

TODAY = london_day(utc_now())
BY = TODAY + timedelta(days=14)
SAYS = "- Say sorry in writing, within four weeks.\n Pay £250 for the distress. \n\n"
SAID = ["Say sorry in writing, within four weeks.", "Pay £250 for the distress."]
LISTED = "\n\n- Say sorry in writing, within four weeks.\n- Pay £250 for the distress.\n"
ENCLOSING = [name for name, kind in KINDS.items() if kind.encloses]
EVERYBODY = ["complainant", "organisation", "referring_mp"]


@pytest.fixture
def letter_of(sessions):
    """The newest letter of a kind."""

    def read(kind):
        with sessions() as session:
            query = select(CaseLetter).where(CaseLetter.kind == kind).order_by(CaseLetter.id.desc())
            return session.scalars(query.limit(1)).first()

    return read


@pytest.fixture
def doctor(sena, reference):  # noqa: F811
    """Somebody who is named in the complaint: their place on the list of parties."""
    sena.save(reference, "people", "add_party", role="complained_about", name="Dr Example", type="sole_practitioner")
    page = sena.open(reference, "investigation").text
    return page.split('name="named_persons" type="checkbox" value="')[1].split('"')[0]


@pytest.fixture
def write(sena, reference, letter_of):  # noqa: F811
    """Drafts a letter: as it was drafted."""

    def draft(kind, **more):
        sena.save(reference, "letters", "write_letter", kind=kind, **more)
        return letter_of(kind)

    return draft


def refused(who, case, kind, **more):
    answer = who.send(case, "letters", "write_letter", kind=kind, **more)
    assert answer.status_code == 422
    return said(answer)


@pytest.mark.parametrize("kind", ENCLOSING)
def test_none_is_written_before_the_document_was_issued(sena, reference, kind, letter_of):  # noqa: F811
    page = refused(sena, reference, kind, to_name="Robin Sample")
    assert "issued yet. Issue" in page
    assert "on the Investigation page, then write this letter." in page
    assert 'value="Robin Sample"' in sena.send(reference, "letters", "write_letter", kind=kind, to_name="Robin Sample").text
    assert letter_of(kind) is None


@pytest.mark.covers("SM-8.9b", "SM-8.35b", "SM-8.38b")
def test_each_party_is_asked_for_comments_on_what_may_still_change(sena, reference, write, doctor):  # noqa: F811
    sena.save(
        reference, "investigation", "issue_views", sent_to=EVERYBODY, named_persons=[doctor], recommendations=SAYS,
        comments_by=str(BY),
    )  # fmt: skip
    for kind in [name for name in ENCLOSING if KINDS[name].encloses == "provisional_views"]:
        letter = write(kind)
        flat = " ".join(letter.body.split())
        for part in (
            f"our provisional views of {words.day(TODAY)}", "These views are provisional. They may still change",
            f"Please send us your comments by {words.day(BY)}. You can send them before that day.",
            "If you cannot comment by then, tell me as soon as you know, and say why.",
            "If we hear nothing from you by then, we go on without your comments and finish our report.",
            "ask me for the evidence that our views rest on", "If you need us to do anything differently so that you can comment",
        ):  # fmt: skip
            assert part in flat, (kind, part)
        assert (LISTED in letter.body) == (KINDS[kind].party != "named_person")
        assert ("Dr Example" in letter.body) == (kind == "views_named_person")
        assert letter.state == "draft"
    assert "to the complainant, the organisation complained about and the MP who referred it on the same day" in flat_of(
        write("views_named_person")
    )


def flat_of(letter):
    return " ".join(letter.body.split())


@pytest.mark.covers("SM-8.3a")
def test_the_organisation_is_written_to_through_whom_we_wrote_to_about_the_proposal(sena, reference, write):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    assert "Dear [name of the Principal Officer]," in write("views_organisation").body
    write("proposal_organisation", to_name="Robin Sample")
    assert "Dear Robin Sample," in write("views_organisation").body
    assert "Dear Kim Sample," in write("views_organisation", to_name="Kim Sample").body


def test_no_letter_goes_to_who_was_not_issued_with_it(sena, reference, doctor, write):  # noqa: F811
    sena.save(
        reference, "investigation", "issue_views", sent_to=["complainant"], named_persons=[doctor], not_shared_because="Agreed."
    )
    assert "were not issued to the MP who referred it, so no letter goes to them" in refused(sena, reference, "views_mp")
    assert "the organisation complained about" in refused(sena, reference, "views_organisation")
    wrong = refused(sena, reference, "views_named_person", to_name="Dr Other")
    assert "Give the name of one of them: Dr Example." in wrong
    assert "Dear Dr Example," in write("views_named_person", to_name="dr example").body
    assert "We have sent them to each person who is named in the complaint on the same day." in write("views_complainant").body


def test_a_letter_from_before_they_were_issued_again_does_not_go(sena, reference, write):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    old = write("views_organisation")
    sena.save(reference, "investigation", "issue_views", **VIEWS, note="A second letter was found.")
    answer = sena.send(reference, f"letters/{old.id}", "print_letter")
    assert answer.status_code == 422
    assert "issued again after this letter was drafted. Write a new letter." in said(answer)
    new = write("views_organisation", to_name="Robin Sample")
    assert f"They take the place of the provisional views of {words.day(TODAY)}." in new.body
    assert "A second letter was found" not in new.body  # the note is for the case
    gaps = said(sena.open(reference, f"letters/{new.id}"))
    assert "[what has changed since then, in plain words]" in gaps
    post(sena, reference, new, **{"[what has changed since then, in plain words]": "We have found a second letter."})


def test_a_letter_whose_day_for_comments_is_over_does_not_go(sena, reference, write, sessions):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    letter = write("views_complainant")
    with sessions() as session:
        session.execute(update(CaseIssued).values(comments_by=TODAY))
        session.commit()
    page = said(sena.send(reference, f"letters/{letter.id}", "print_letter"))
    assert f"The last day for comments is {words.day(TODAY)}: nobody could keep to it." in page


def test_it_goes_on_paper_with_what_it_encloses(sena, reference, write, letter_of, sessions, settings):  # noqa: F811
    with sessions() as session:
        session.execute(update(Contact).values(preferred_contact="post"))
        session.commit()
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    letter = write("views_complainant")
    assert letter.way == "post"
    page = said(sena.open(reference, f"letters/{letter.id}"))
    assert f"It goes with provisional views of {words.day(TODAY)}. Put that into the envelope too." in page
    assert "Send by email" not in page
    by_email = sena.send(reference, f"letters/{letter.id}", "send_letter")
    assert by_email.status_code == 422
    assert "no file can be sent with a letter from here" in said(by_email)
    assert not list(settings.message_dir.glob("*.eml"))
    post(sena, reference, letter)
    assert letter_of("views_complainant").state == "printed"


def test_who_asked_for_email_has_it_from_somebodys_own_mailbox(sena, reference, write, letter_of, sessions, settings):  # noqa: F811
    with sessions() as session:
        session.execute(update(Contact).values(preferred_contact="email", email="zephyrine.q@example.org"))
        session.commit()
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    letter = write("views_complainant")
    assert letter.way == "email"
    page = said(sena.open(reference, f"letters/{letter.id}"))
    assert "They asked for email: send both." in page
    assert "envelope" not in page
    assert "Fill in first" in said(sena.send(reference, f"letters/{letter.id}", "email_letter"))
    post(sena, reference, letter, by="email_letter")
    gone = letter_of("views_complainant")
    assert (gone.state, gone.way) == ("sent", "email")
    assert "Sent by email. To: complainant, zephyrine.q@example.org." in said(sena.open(reference, f"letters/{letter.id}"))
    assert not list(settings.message_dir.glob("*.eml"))  # from their own mailbox, not from here


def test_another_party_has_it_by_email_at_an_address_that_is_given(sena, reference, write, letter_of):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    letter = write("views_organisation", to_name="Robin Sample")
    assert letter.way == "post"
    post(sena, reference, letter, by="")
    wrong = sena.send(reference, f"letters/{letter.id}", "email_letter")
    assert wrong.status_code == 422
    assert "There is no email address for them." in said(wrong)
    sena.save(reference, f"letters/{letter.id}", "email_letter", to="robin@example.org")
    gone = letter_of("views_organisation")
    assert (gone.state, gone.way, gone.to_email) == ("sent", "email", "robin@example.org")


def test_a_letter_that_goes_alone_is_sent_from_here(sena, reference, write):  # noqa: F811
    letter = write("acknowledgement")
    assert "Send it by email from here." in said(sena.send(reference, f"letters/{letter.id}", "email_letter"))


def test_the_final_report_says_what_it_recommends_and_the_mp_has_a_copy_by_law(
    sena, reference, write, letter_of, doctor, sessions, service  # noqa: F811
):  # fmt: skip
    sena.save(reference, "investigation", "issue_views", **VIEWS, named_persons=[doctor])
    sena.save(
        reference, "investigation", "issue_report", **{**REPORT, **NOT_WAITED, "recommends": "yes"}, recommendations=SAYS,
        named_persons=[doctor],
    )  # fmt: skip
    letter = write("report_complainant")
    assert f"This is what the report recommends:{LISTED}" in letter.body
    assert f"our final report of {words.day(TODAY)}" in letter.body
    assert "The law says that the MP has a copy." in letter.body
    assert plainness.is_plain(letter)
    assert letter_of("report_mp") is None
    post(sena, reference, letter)
    own = letter_of("report_mp")
    assert (own.state, own.party, letter_of("mp_copy")) == ("draft", "referring_mp", None)
    assert "The law asks us to send it to you." in own.body
    assert LISTED in own.body
    post(sena, reference, own, **{"[name of the MP]": "Jo Bloggs MP"})
    assert LISTED in write("report_organisation").body
    practitioner = write("report_named_person")
    assert "Dear Dr Example," in practitioner.body
    assert "It is for you both as the provider and as the person who is named in the complaint." in practitioner.body
    with sessions() as session:
        heard = session.scalars(select(CaseContact.party).where(CaseContact.is_decision)).all()
        trail = str([row.details for row in session.scalars(select(AuditEvent).where(AuditEvent.subject == reference))])
    assert {"complainant", "referring_mp"} <= set(heard)
    assert "Say sorry" not in trail
    assert service("GET", f"/v1/cases/{reference}").json()["work"]["issued"][-1]["recommendations"] == SAID


def test_provisional_views_bring_a_letter_to_the_mp_only_where_the_mp_has_them(sena, reference, write, letter_of):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    post(sena, reference, write("views_complainant"))
    assert letter_of("views_mp") is None
    sena.save(reference, "investigation", "issue_views", sent_to=EVERYBODY, note="To the MP too.")
    letter = write("views_complainant")
    post(sena, reference, letter, **{"[what has changed since then, in plain words]": "Your MP has them now too."})
    assert letter_of("views_mp").state == "draft"


def test_an_mp_who_helped_and_did_not_refer_is_not_said_to_have_referred_it(desk, submit, sessions, letter_of):
    reference = submit(a_record(mp_referral="asked")).json()["reference"]
    with sessions() as session:
        start_writing(session)
        case = session.scalars(select(Case)).one()
        row = {"kind": "provisional_views", "issued_on": TODAY, "comments_by": BY, "sent_to": EVERYBODY, "named_persons": []}
        session.add(CaseIssued(case_id=case.id, made_by="sam", made_at=utc_now(), **row))
        session.commit()
    asha = desk()
    for kind in ("views_mp", "views_complainant"):
        asha.save(reference, "letters", "write_letter", kind=kind)
    assert "You helped somebody to make a complaint about" in letter_of("views_mp").body
    others = "the organisation complained about and the MP who helped with it on the same day"
    assert others in letter_of("views_complainant").body


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Say if the report recommends anything."), ({"recommends": "yes"}, "one on each line"),
        ({"recommends": "yes", "recommendations": "\n - \n"}, "one on each line"),
        ({"recommends": "no", "recommendations": "Say sorry."}, "You said that it recommends nothing."),
        ({"recommends": "yes", "recommendations": "x" * 20_001}, "20,000"),
    ],
)  # fmt: skip
def test_the_report_is_not_issued_before_it_is_clear_what_it_recommends(sena, reference, sessions, given, says):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    answer = sena.send(reference, "investigation", "issue_report", sent_to=EVERYBODY, note="Quincunx.", **NOT_WAITED, **given)
    assert answer.status_code == 422
    assert says in said(answer) or says.replace(",", "") in said(answer)
    assert "Quincunx.</textarea>" in answer.text
    with sessions() as session:
        assert session.scalars(select(CaseIssued.kind)).all() == ["provisional_views"]


def test_a_report_that_recommends_nothing_says_so_and_an_old_one_leaves_a_gap(sena, reference, write, sessions):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS)
    sena.save(reference, "investigation", "issue_report", **REPORT, **NOT_WAITED)
    assert "The report recommends nothing." in write("report_complainant").body
    with sessions() as session:  # as it stood before anybody was asked
        session.execute(update(CaseIssued).where(CaseIssued.kind == "final_report").values(recommendations=None))
        session.commit()
    letter = write("report_complainant")
    answer = said(sena.send(reference, f"letters/{letter.id}", "print_letter"))
    assert "[what it recommends, or that it recommends nothing]" in answer


def test_the_page_of_the_investigation_says_which_letters_go_with_it(sena, reference, write, doctor):  # noqa: F811
    sena.save(reference, "investigation", "issue_views", **VIEWS, named_persons=[doctor], recommendations=SAYS)
    post(sena, reference, write("views_complainant"))
    write("views_organisation")
    page = said(sena.open(reference, "investigation"))
    assert "Provisional views: to the complainant: printed and posted" in page
    assert "Provisional views: to the organisation: draft" in page
    assert "Provisional views: to a named person (Dr Example): not written yet" in page
    assert "views: to the MP" not in page
    assert "Recommendations Say sorry in writing, within four weeks.; Pay £250 for the distress." in page


@pytest.mark.covers("SM-8.15", "SM-9.15")
def test_the_list_has_each_letter_once_under_what_it_is_for(sena, reference):  # noqa: F811
    page = sena.open(reference, "letters").text
    for name, kind in KINDS.items():
        assert page.count(f'name="kind" type="radio" value="{name}"') == int(kind.is_offered), name
    found = [page.index(f"{heading}\n") for heading in PURPOSES.values()]
    assert found == sorted(found)
    first = page.split('id="write_letter-kind"')[1].split(">")[0]
    assert 'value="acknowledgement"' in first  # where the list of what is wrong leads to
    wrong = sena.send(reference, "letters", "write_letter")
    assert wrong.status_code == 422
    assert 'href="#write_letter-kind"' in wrong.text
    assert 'id="write_letter-kind-error"' in wrong.text
    assert 'aria-describedby="write_letter-kind-hint write_letter-kind-error"' in wrong.text

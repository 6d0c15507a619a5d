"""Documents, what a decision rests on, what is missing, precedents, the letter that requests (SM-1.15 to 1.17, 2.265, 3.64)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from intake_api.cases.models import Case
from intake_api.casework import documents
from intake_api.casework.models import CaseComponent, CaseLetter
from intake_api.clock import london_day, utc_now
from intake_api.conversations.models import Conversation
from intake_api.evidence.models import EvidenceBlob, EvidenceFile
from tests.casework.test_decision import PREMATURE, make_ready
from tests.intake_api import builders
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import HTML, saved, with_component, words_of

TRUST = {"issues__organisation": "Anytown NHS Trust", "issues__organisation_kind": "nhs_trust", "mp_referral": "not_asked",
         "put_to_mp_on": None, "issues__replied_on": "2025-03-03", "issues__complained_on": "2025-01-03"}  # fmt: skip
ABOUT_TRUST = {"issues__organisation": "Anytown NHS Trust", "issues__organisation_kind": "nhs_trust"}


@pytest.fixture
def with_file(sessions, submit):
    """Submits a record with one file added to its talk: `with_file(record, kind)` answers the reference."""

    def make(record, kind="final_response", name="Their answer.pdf"):
        with sessions() as session:
            session.add(
                Conversation(
                    id="talk-1",
                    token_hash="0" * 64,
                    channel="web",
                    created_at=utc_now(),
                    updated_at=utc_now(),
                    has_consent=True,
                    signals=[],
                )
            )
            session.add(EvidenceBlob(sha256="a" * 64, size=10, scan="clean", scan_at=utc_now()))
            session.flush()
            session.add(EvidenceFile(
                id="file-1", conversation_id="talk-1", sha256="a" * 64, sent_sha256="b" * 64, upload_id="1", name=name, kind=kind,
                format="pdf", added_at=datetime(2026, 5, 6, 12, tzinfo=UTC),
            ))  # fmt: skip
            session.commit()
        answer = submit(record, conversation="talk-1")
        assert answer.status_code == 201, answer.text
        return answer.json()["reference"]

    return make


@pytest.mark.covers("SM-1.17a")
def test_an_uploaded_response_is_listed_under_documents_and_in_no_note(with_file, handed_off):
    given = handed_off(with_file(a_record(**TRUST)))
    assert [(each["id"], each["type"], each["given_name"]) for each in given["work"]["documents"]] == [
        ("file-1", "final_response", "Their answer.pdf"),
    ]  # fmt: skip
    assert "Their answer.pdf" not in str(given["record"]) + str(given["evidence"])
    assert {"record", "determination", "evidence", "work"} <= set(given)


@pytest.mark.covers("SM-1.17b")
def test_a_response_is_named_by_the_pattern_that_is_configured(with_file, handed_off):
    case = with_file(a_record(**TRUST))
    assert handed_off(case)["work"]["documents"][0]["name"] == "2025-03-03-response-anytown-nhs-trust.pdf"
    documents.use("{party}_{type}_{date}")
    assert handed_off(case)["work"]["documents"][0]["name"] == "anytown-nhs-trust_response_2025-03-03.pdf"


@pytest.fixture(autouse=True)
def usual_pattern():
    yield
    documents.use(documents.PATTERN)


@pytest.mark.parametrize("pattern", ["{name}", "plain", "{date"])
def test_a_pattern_with_parts_that_there_are_not_is_refused_at_the_start(pattern):
    with pytest.raises(ValueError, match=r"names no documents|expected '}'"):
        documents.use(pattern)


@pytest.mark.covers("SM-1.16")
def test_a_decision_keeps_the_evidence_the_paragraphs_and_the_reasons(desk, with_file, handed_off):
    case = with_file(a_record(**PREMATURE, complainant__adjustments=None), kind="other", name="My letter.pdf")
    asha = desk()
    make_ready(asha, case)
    asha.save(case, "decision", "decide", code="local_resolution_ongoing")
    kept = handed_off(case)["work"]["decisions"][0]
    assert kept["evidence"] == ["My letter.pdf", "Their letter of May."]
    assert kept["reasons"] == ["They are still looking at it."]
    rules = {each["gate"]: each["paragraphs"] for each in kept["rules"]}
    found = next(each for each in handed_off(case)["determination"]["findings"] if each["status"] == "not_met")
    assert rules[found["gate"]] == found["paragraphs"]
    assert set(found["paragraphs"]) <= set(kept["paragraphs"])
    page = words_of(asha.open(case, "decision").text)
    assert "My letter.pdf; Their letter of May." in page
    assert "They are still looking at it." in page


@pytest.mark.covers("SM-1.15a")
def test_what_is_missing_is_listed_before_a_decision_and_blocks_nothing(desk, submit):
    case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
    asha = desk()
    page = words_of(asha.open(case, "decision").text)
    assert "Still missing" in page
    assert "The complaint response of Department for Work and Pensions." in page
    saved(asha, case, "information_request", {"what": "The diary of May", "status": "open", "relevance": "Who was there.",
                                              "addressee_type": "organisation"}, "entry-new")  # fmt: skip
    assert "Asked for: The diary of May" in words_of(asha.open(case, "decision").text)
    make_ready(asha, case)
    asha.save(case, "decision", "decide", code="local_resolution_ongoing")


def test_a_response_on_file_is_not_missing(desk, with_file):
    case = with_file(a_record(**TRUST))
    assert "The complaint response of" not in words_of(desk().open(case, "decision").text)


@pytest.fixture
def earlier(sessions, submit):
    """A case of so many days ago, with a component about the trust."""

    def make(days, heading="Delay", summary="They waited.", **more):
        reference = submit(a_record(**ABOUT_TRUST, **more)).json()["reference"]
        with sessions() as session:
            case = session.query(Case).filter_by(reference=reference).one()
            session.add(CaseComponent(
                case_id=case.id, made_by="asha", made_at=utc_now() - timedelta(days=days), heading=heading,
                organisation="Anytown NHS Trust",
                summary=summary,
            ))  # fmt: skip
            session.commit()
        return reference

    return make


@pytest.mark.covers("SM-2.265b")
def test_the_precedent_check_finds_components_of_the_last_two_years(desk, submit, earlier):
    recent, old = earlier(366, "Delay"), earlier(3 * 366, "Rudeness")
    case = submit(a_record(**ABOUT_TRUST)).json()["reference"]
    asha = desk()
    with_component(asha, case)
    page = words_of(asha.open(case, "precedents").text)
    assert recent in page
    assert old not in page
    assert "About Anytown NHS Trust" in page


@pytest.mark.covers("SM-2.265c")
def test_optional_searches_find_the_same_complainant_and_a_named_person(desk, submit, earlier):
    named = earlier(900, "Care", "Dr A Patel did not come.")
    hers = earlier(901, "Letters", complainant__name="Ann Example")
    case = submit(a_record(**ABOUT_TRUST)).json()["reference"]
    asha = desk()
    token = builders.form_token(asha.open(case, "precedents").text)

    def search(**fields):
        data = {"csrf_token": token, "form": "precedents", **fields}
        return asha.client.post(f"/staff/cases/{case}/precedents", data=data, headers=HTML)

    page = words_of(search(named_person="Dr A Patel").text)
    assert named in page
    assert hers not in page
    page = words_of(search(complainant="ann example").text)
    assert hers in page
    assert named not in page
    assert search().status_code == 422
    assert "Dr A Patel" not in words_of(asha.open(case, "timeline").text)


@pytest.mark.covers("SM-3.64a")
def test_a_resolution_request_asks_and_never_recommends(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "letters", "write_letter", kind="resolution_request")
    with sessions() as session:
        letter = session.get(CaseLetter, 1)
    assert letter.party == "organisation"
    assert "We ask you to do this" in letter.body
    assert "This is a request." in letter.body
    assert "recommend" not in letter.body.lower() + letter.subject.lower()
    assert london_day(letter.made_at) == london_day(utc_now())

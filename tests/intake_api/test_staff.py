"""The staff console: who gets in, what the queue and the case page show."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.cases import reference
from intake_api.clock import utc_now
from intake_api.conversations.models import Conversation, Message
from intake_api.staff import passwords
from intake_api.staff import service as staff_service
from intake_api.staff.models import LoginFailure, StaffSession, StaffUser
from tests.intake_api.builders import MARKERS, Outline, a_record, form_token, log_in
from tests.intake_api.conftest import PASSWORD

RISK = {"name": "self_harm_risk", "reason": "They wrote that they cannot go on."}


@pytest.fixture
def user(sessions):
    with sessions() as session:
        found = staff_service.add_user(session, username="Asha", password=PASSWORD, now=utc_now())
        session.commit()
        return found


@pytest.fixture
def browser(client):
    client.headers["Origin"] = "http://testserver"
    return client


def test_the_first_user_gets_a_random_password_once(sessions, browser):
    with sessions() as session:
        password = staff_service.ensure_first_user(session)
        assert staff_service.ensure_first_user(session) is None
        assert password not in session.scalars(select(StaffUser.password_hash)).one()
    assert re.fullmatch(r"[a-z2-9]{5}(-[a-z2-9]{5}){3}", password)
    assert log_in(browser, staff_service.FIRST_USERNAME, password).headers["location"] == "/staff"


def test_passwords_are_kept_by_argon2id_at_the_strength_of_its_library(monkeypatch):
    monkeypatch.undo()  # other tests use a cheap one
    kept = passwords.hash_password("x" * 12)
    assert kept.startswith("$argon2id$")
    assert PasswordHasher().check_needs_rehash(kept) is False


def test_logging_in_leads_to_where_one_was_going(user, browser):
    there = browser.get("/staff/cases/R-7K4M-2Q9T-C").headers["location"]
    assert there == "/staff/login?next=/staff/cases/R-7K4M-2Q9T-C"
    assert log_in(browser, "asha", PASSWORD, next="/staff/cases/R-7K4M-2Q9T-C").headers["location"].endswith("2Q9T-C")


ELSEWHERE = ["https://evil.example.org", "//evil.example.org", "/staff//evil", "/staff/\\evil", "/chat", ""]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_logging_in_never_leads_to_another_site(user, browser, elsewhere):
    assert log_in(browser, "asha", PASSWORD, next=elsewhere).headers["location"] == "/staff"


def test_the_cookie_is_for_the_browser_only(user, browser, sessions):
    cookies = log_in(browser, "asha", PASSWORD).headers.get_list("set-cookie")
    cookie = next(one for one in cookies if one.startswith("redress_staff"))

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie  # this test runs on http
    token = cookie.split("=")[1].split(";")[0]
    with sessions() as session:
        assert token not in str(session.scalars(select(StaffSession.token_hash)).all())


def test_over_https_the_cookie_is_secure_and_browsers_are_told_to_stay(settings, user):
    from intake_api.app import create_app
    from tests.intake_api.conftest import TestClient

    app = create_app(settings.model_copy(update={"public_url": "https://testserver"}))
    origin = "https://testserver"
    with TestClient(app, base_url=origin, follow_redirects=False, headers={"Origin": origin}) as browser:
        answer = log_in(browser, "asha", PASSWORD)
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie") if "redress_staff" in cookie)
    assert answer.headers["strict-transport-security"]


WRONG = [("asha", "wrong"), ("nobody", PASSWORD), ("", ""), ("asha", ""), ("\x00", "x")]


@pytest.mark.parametrize(("username", "password"), WRONG)
def test_a_wrong_login_does_not_tell_what_was_wrong(user, browser, username, password):
    answer = log_in(browser, username, password)

    assert answer.status_code == 401
    assert "The user name or the password is wrong" in answer.text
    assert "redress_staff" not in str(answer.headers.get_list("set-cookie"))


def test_a_form_without_its_token_is_refused(user, browser):
    browser.get("/staff/login")
    answer = browser.post("/staff/login", data={"username": "asha", "password": PASSWORD})
    assert answer.status_code == 403


def test_too_many_failures_for_one_user_ask_to_wait_even_with_the_right_password(user, browser, settings, sessions):
    for _ in range(settings.staff_max_failures):
        assert log_in(browser, "asha", "wrong").status_code == 401
    answer = log_in(browser, "asha", PASSWORD)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text

    with sessions() as session:  # a quarter of an hour later
        session.execute(update(LoginFailure).values(at=utc_now() - timedelta(minutes=16)))
        session.commit()
    assert log_in(browser, "asha", PASSWORD).status_code == 303


def test_too_many_failures_from_one_address_ask_to_wait_whoever_it_says_it_is(user, browser, settings):
    for number in range(settings.staff_max_failures_address):
        log_in(browser, f"guess-{number}", "wrong")
    assert log_in(browser, "asha", PASSWORD).status_code == 429


def test_a_good_login_forgets_the_failures_before_it(user, browser, settings):
    for _ in range(3):
        for _ in range(settings.staff_max_failures - 1):
            log_in(browser, "asha", "wrong")
        assert log_in(browser, "asha", PASSWORD).status_code == 303
        browser.cookies.clear()


def test_failures_are_kept_without_names_or_addresses(user, browser, sessions):
    log_in(browser, "asha", "wrong")
    with sessions() as session:
        kept = session.scalars(select(LoginFailure)).one()
    assert re.fullmatch("[0-9a-f]{64}", kept.user_key)
    assert re.fullmatch("[0-9a-f]{64}", kept.address_key)


def test_logging_out_ends_the_session_on_the_server(staff, sessions):
    token = staff.cookies["redress_staff"]
    answer = staff.post("/staff/logout", data={"csrf_token": form_token(staff.get("/staff/cases").text)})
    assert answer.headers["location"] == "/staff/login?left=password"

    staff.cookies.set("redress_staff", token)
    assert staff.get("/staff/cases").status_code == 303


@pytest.mark.parametrize(
    "change", [{"expires_at": timedelta(seconds=-1)}, {"last_seen_at": timedelta(hours=-2)}, {"revoked_at": timedelta()}]
)
def test_a_session_that_ended_opens_nothing(staff, sessions, change):
    assert staff.get("/staff/cases").status_code == 200
    with sessions() as session:
        session.execute(update(StaffSession).values({name: utc_now() + by for name, by in change.items()}))
        session.commit()
    assert staff.get("/staff/cases").status_code == 303


def test_a_user_who_is_switched_off_is_out_at_once(staff, sessions):
    with sessions() as session:
        session.execute(update(StaffUser).values(is_active=False))
        session.commit()
    assert staff.get("/staff/cases").status_code == 303


def test_all_sessions_of_a_user_can_be_revoked(staff, sessions):
    with sessions() as session:
        user = session.scalars(select(StaffUser)).one()
        assert staff_service.revoke_sessions(session, user=user, now=utc_now()) == 1
        session.commit()
    assert staff.get("/staff/cases").status_code == 303


def test_an_empty_queue_says_so(staff):
    assert "No complaints are waiting" in staff.get("/staff/cases").text


def test_the_queue_has_risk_of_harm_first_then_the_order_of_arrival(staff, submit):
    first, second = submit(a_record()).json()["reference"], submit(a_record()).json()["reference"]
    urgent = submit(a_record(signals=[RISK])).json()["reference"]
    page = staff.get("/staff/cases").text

    assert re.findall(r">(R-\w{4}-\w{4}-\w)<", page) == [urgent, first, second]
    assert "Risk of harm" in page
    assert "Department for Work and Pensions" in page
    assert "Ottoline" not in page


def test_the_queue_goes_on_page_by_page_without_gaps_or_repeats(staff, submit):
    sent = [submit(a_record(signals=[RISK] if number % 10 == 0 else [])).json()["reference"] for number in range(30)]
    expected = [one for number, one in enumerate(sent) if number % 10 == 0] + [
        one for number, one in enumerate(sent) if number % 10
    ]
    seen, address = [], "/staff/cases"
    while address:
        page = staff.get(address).text
        seen += re.findall(r">(R-\w{4}-\w{4}-\w)<", page)
        following = re.search(r'href="(/staff/cases\?after=[^"]+)"', page)
        address = following[1] if following else None
    assert seen == expected


@pytest.mark.parametrize("after", ["x", "1.2", "1.2.3.4", "-1.0.0", "9" * 50, "5.99999999999999999.1", "<script>"])
def test_a_page_address_that_was_tampered_with_shows_the_first_page(staff, after):
    assert staff.get("/staff/cases", params={"after": after}).status_code == 200


def test_the_case_page_shows_the_recommendation_its_reasons_and_its_paragraphs(staff, submit):
    receipt = submit(a_record(issues__organisation="Quickbuy Ltd", issues__organisation_kind="company")).json()
    determination = receipt["determination"]
    text = Outline(staff.get(f"/staff/cases/{receipt['reference']}").text).text

    assert determination["closure_code"]
    assert determination["closure_code"] in text
    for finding in determination["findings"]:
        assert finding["reason"] in text
        for paragraph in finding["paragraphs"]:
            assert paragraph in text
    for signpost in determination["signposts"]:
        assert signpost["contact"] in text
    assert determination["guidance"] in text


def test_the_case_page_shows_the_story_the_facts_and_how_to_make_contact_safely(staff, submit):
    consent = {
        "purpose": "process_complaint", "given": True, "wording_version": "utter_ask_x@0123456789ab",
        "at": "2026-11-01T10:00:00Z", "channel": "web",
    }  # fmt: skip
    record = a_record(
        consents=[consent], unanswered={"nhs_funded": "dont_know"}, signals=[{"name": "bereavement"}],
        provenance={"aware_on": {"source": "read_and_confirmed"}},
    )  # fmt: skip
    text = Outline(staff.get(f"/staff/cases/{submit(record).json()['reference']}").text).text

    for shown in (
        *{**MARKERS, "phone": "020 7946 0123"}.values(),
        "They lost my papers twice.", "The plumber called Ottoline saw it happen.", "Final reply received",
        "February 2026 Read from their words and confirmed", "1 March 2026", "Paid for by the NHS", "Does not know",
        "Bereavement", "utter_ask_x@0123456789ab", "Complaint received", "Waiting for triage",
        "Before you make contact: Never ring",
    ):  # fmt: skip
        assert shown in text, shown


def a_conversation(sessions, *said):
    """A conversation with consent, kept as the gateway keeps it: (sender, text) each."""
    now, conversation_id = utc_now(), str(uuid4())
    with sessions() as session:
        session.add(
            Conversation(
                id=conversation_id, token_hash="0" * 64, channel="web", created_at=now, updated_at=now, status="submitted",
                has_consent=True, is_opened=True, state={}, signals=[], locked_until=0.0, attempts=0,
            )
        )  # fmt: skip
        session.flush()
        for seq, (sender, text) in enumerate(said, start=1):
            session.add(Message(conversation_id=conversation_id, seq=seq, sender=sender, text=text, at=now))
        session.commit()
    return conversation_id


def test_the_case_page_shows_what_was_said_by_whom_in_order_and_as_text(staff, submit, sessions):
    talk = a_conversation(sessions, ("assistant", "Tell me what happened."), ("person", "<b>They lost</b> my file."))
    page = staff.get(f"/staff/cases/{submit(a_record(), conversation=talk).json()['reference']}").text

    assert "&lt;b&gt;They lost&lt;/b&gt; my file." in page
    text = " ".join(Outline(page).text.split())
    assert "Everything that was said (2 messages)" in text
    assert re.search(r"Redress, \d.*?Tell me what happened\. The person, \d.*?<b>They lost</b> my file\.", text)
    assert "Everything that was said" not in staff.get(f"/staff/cases/{submit(a_record()).json()['reference']}").text


def test_risk_of_harm_is_said_in_words_before_all_else(staff, submit):
    reference = submit(a_record(signals=[RISK])).json()["reference"]
    row = re.search(r"<tbody.*?</tr>", staff.get("/staff/cases").text, re.DOTALL)[0]
    assert re.search(rf"{reference}</a>.*?Risk of harm</span>.*?</th>", row, re.DOTALL)
    page = staff.get(f"/staff/cases/{reference}").text
    assert page.index('id="risk"') < page.index('id="recommendation"')
    assert 'id="risk"' not in staff.get(f"/staff/cases/{submit(a_record()).json()['reference']}").text


def test_every_staff_page_leads_to_the_queue_and_to_a_new_call(staff):
    for address in ("/staff/cases", "/staff/calls/new"):
        page = staff.get(address).text
        assert 'href="/staff/cases"' in page
        assert 'href="/staff/calls/new"' in page
        assert page.count('aria-current="page"') == 1


def test_the_case_page_adds_every_further_issue(staff, submit):
    record = a_record()
    record["issues"].append({"organisation": "Marmalade Authority", "summary": "They also lost the jam."})
    text = Outline(staff.get(f"/staff/cases/{submit(record).json()['reference']}").text).text

    assert "Marmalade Authority" in text
    assert "They also lost the jam." in text


def test_the_case_page_shows_each_head_of_complaint_and_whether_they_agreed(staff, submit):
    heads = [
        {"kind": "records", "words": "They mislaid my marmalade notes", "agreed": True},
        {"kind": "delay", "words": "It took them two winters", "agreed": False},
    ]
    text = Outline(staff.get(f"/staff/cases/{submit(a_record(heads=heads)).json()['reference']}").text).text
    text = " ".join(text.split())

    assert "They mislaid my marmalade notes Records, papers or belongings Yes" in text
    assert "It took them two winters Waiting too long No" in text


def test_a_case_of_which_nearly_nothing_is_known_still_has_a_page(staff, submit):
    assert staff.get(f"/staff/cases/{submit({}).json()['reference']}").status_code == 200


def test_markup_in_what_a_person_wrote_is_shown_as_text(staff, submit):
    bad = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    changes = {f"complainant__{name}": bad for name in ("name", "address", "safe_contact", "contact_times", "adjustments")}
    signal = {"name": bad[:60], "reason": bad, "detail": bad[:60]}
    answer = submit(a_record(story=bad, injustice=bad, issues__organisation=bad, signals=[signal], **changes))
    written = answer.json()["reference"]

    for address in ("/staff/cases", f"/staff/cases/{written}"):
        page = staff.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_reference_typed_carelessly_still_opens_the_case(staff, submit):
    written = submit(a_record()).json()["reference"]
    assert staff.get(f"/staff/cases/{written.lower().replace('-', ' ')}").status_code == 200


def test_an_unknown_reference_is_a_clear_page(staff):
    answer = staff.get(f"/staff/cases/{reference.new()}", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert "No case has this reference" in answer.text
    assert "<h1" in answer.text


def test_viewing_a_case_is_recorded_with_who_and_when(staff, submit, sessions):
    written = submit(a_record()).json()["reference"]
    staff.get(f"/staff/cases/{written}")
    with sessions() as session:
        viewed = session.scalars(select(AuditEvent).where(AuditEvent.action == "case_viewed")).one()
    assert (viewed.actor, viewed.subject) == ("staff:asha", written)


def test_pages_read_well_without_eyes_and_without_scripts(staff, submit):
    written = submit(a_record(signals=[RISK])).json()["reference"]
    for address in ("/staff/cases", f"/staff/cases/{written}"):
        page = Outline(staff.get(address).text)
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), page.headings
        assert page.tables == page.captions
        assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
        assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))


def test_inline_script_on_a_page_carries_the_nonce_of_its_policy(staff):
    answer = staff.get("/staff/cases")
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])[1]
    inline = [attrs for tag, attrs in Outline(answer.text).tags if tag == "script" and "src" not in attrs]
    assert [attrs.get("nonce") for attrs in inline] == [nonce] * len(inline)
    assert nonce not in staff.get("/staff/cases").headers["content-security-policy"]


def test_the_case_page_shows_what_triage_starts_from(staff, submit):
    ill = a_record(signals=[{"name": "terminal_illness", "reason": "They wrote that she has weeks to live."}])
    receipt = submit(ill).json()
    page = Outline(staff.get(f"/staff/cases/{receipt['reference']}").text)
    by_heading = page.text.partition("For triage")[2].partition("Reasonable adjustments")[0]
    assert "Acknowledge or answer" in by_heading
    assert "Priority" in by_heading
    assert "1.39" in by_heading
    assert "Terminal illness" in by_heading
    assert "Still to find out" in by_heading
    assert not [text for text in ("None", "{", "_") if text in by_heading], by_heading

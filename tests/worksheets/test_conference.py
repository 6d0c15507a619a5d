"""The resolution conference: after both talks, both parties invited, moved, cancelled, who came (SM-2.125)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from intake_api.casework.models import CaseLetter, CaseTask
from intake_api.clock import london_day, utc_now
from tests.intake_api.builders import form_token
from tests.worksheets.conftest import fill, refused, saved, words_of
from tests.worksheets.test_resolving import MEDIATION, TALKS

PLACE = "Citygate, Mosley Street, Manchester, room 4"


def day(away: int = 14) -> date:
    return london_day(utc_now()) + timedelta(days=away)


def a_conference(away: int = 14, **more: str) -> dict[str, str]:
    """All that is settled before both parties are invited."""
    return {
        **TALKS, "conference_at": f"{day(away)}T10:00", "conference_format": "in_person", "conference_place": PLACE,
        "complainant_arrangements": "A room without stairs, and a sign language interpreter.",
        "organisation_arrangements": "None needed.", **more,
    }  # fmt: skip


@pytest.fixture
def rows_of(sessions):
    """The rows of a table of the work, the oldest first."""

    def read(table):
        with sessions() as session:
            return list(session.scalars(select(table).order_by(table.id)))

    return read


@pytest.fixture
def letters(rows_of):
    """The letters about the conference by party."""
    return lambda: {each.party: each for each in rows_of(CaseLetter) if each.kind.startswith("conference_")}


def post(who, reference, letter, *, by="print_letter", **gaps):
    """Fills in what the case does not know and prints the letter, or has it go another way; by nothing: it stays a draft."""
    body = letter.body
    for gap, words in {"[name of the Principal Officer]": "Robin Sample", "[their address]": "1 Sample Road", **gaps}.items():
        body = body.replace(gap, words)
    body = body.replace("[your direct telephone or email]", "020 7946 0123").replace("[address]", "12 Sample Street")
    forms = {"save_letter": {"subject": letter.subject, "body": body}, **({by: {}} if by else {})}
    for form, fields in forms.items():
        address = f"/staff/cases/{reference}/letters/{letter.id}"
        page = who.client.get(address, headers={"Accept": "text/html"}).text
        data = {"csrf_token": form_token(page), "form": form, "version": who.version(reference), **fields}
        answer = who.client.post(address, data=data, headers={"Accept": "text/html"})
        assert answer.status_code == 303, words_of(answer.text)


@pytest.mark.covers("SM-2.125a")
def test_once_both_talks_are_complete_both_parties_are_invited(desk, reference, letters, rows_of):
    saved(desk(), reference, MEDIATION, a_conference(), finish=False)
    found = letters()
    assert set(found) == {"complainant", "organisation"}
    when = f"When: {day().day} {day():%B %Y}, 10:00am"
    for letter in found.values():
        assert when in letter.body
        assert "How: in person" in letter.body
        assert PLACE in letter.body
        assert "resolution conference" in letter.body
    assert "sign language interpreter" in found["complainant"].body
    assert "sign language" not in found["organisation"].body  # of each party only its own
    assert "None needed." in found["organisation"].body
    open_tasks = {each.kind: each for each in rows_of(CaseTask) if each.done_at is None}
    assert {"send_conference_complainant", "send_conference_organisation"} <= set(open_tasks)
    assert open_tasks["record_conference"].due_on == day()


@pytest.mark.covers("SM-2.125a")
@pytest.mark.parametrize("side", ["complainant", "organisation"])
def test_before_a_talk_is_complete_it_is_refused_with_a_clear_sentence(desk, reference, letters, side):
    asha = desk()
    early = {name: value for name, value in a_conference().items() if name != f"{side}_talk.adjustments"}
    said = refused(asha, reference, MEDIATION, early, finish=False)
    assert "Hold the first talk with each side before the resolution conference" in said
    assert f"Still open: the {side} (their adjustments)." in said
    assert letters() == {}
    other = "organisation" if side == "complainant" else "complainant"
    none_held = {name: value for name, value in a_conference().items() if not name.startswith(f"{side}_talk")}
    said = refused(asha, reference, MEDIATION, none_held, finish=False)
    assert f"Still open: the {side}." in said
    assert f"the {other}" not in said[said.index("Still open") :].split(".")[0]


def test_what_is_still_to_settle_is_named_and_nobody_is_invited_yet(desk, reference, letters):
    page = saved(desk(), reference, MEDIATION, a_conference(conference_place="", complainant_arrangements=""), finish=False)
    assert "settle: place, number or link, what is arranged for the complainant." in words_of(page)
    assert letters() == {}


def test_a_day_that_is_over_is_refused(desk, reference, letters):
    assert "That day is over" in refused(desk(), reference, MEDIATION, a_conference(-1), finish=False)
    assert letters() == {}


def test_a_draft_that_was_overtaken_is_taken_away_and_the_new_day_stands(desk, reference, letters, rows_of):
    asha = desk()
    saved(asha, reference, MEDIATION, a_conference(), finish=False)
    saved(asha, reference, MEDIATION, a_conference(21), finish=False)
    kinds = [each.kind for each in rows_of(CaseLetter) if each.kind.startswith("conference_")]
    assert sorted(kinds) == ["conference_complainant", "conference_organisation"]
    for letter in letters().values():
        assert f"{day(21).day} {day(21):%B %Y}" in letter.body
        assert "has changed" not in letter.body  # nobody was told of another day
    (task,) = [each for each in rows_of(CaseTask) if each.kind == "record_conference" and each.done_at is None]
    assert task.due_on == day(21)


def test_who_was_told_is_told_when_it_is_moved_and_when_it_is_cancelled(desk, reference, letters, rows_of):
    asha = desk()
    saved(asha, reference, MEDIATION, a_conference(), finish=False)
    post(asha, reference, letters()["complainant"])
    saved(asha, reference, MEDIATION, a_conference(21), finish=False)
    assert "This letter takes the place of the one before." in letters()["complainant"].body
    saved(asha, reference, MEDIATION, a_conference(
        21, conference_cancelled="yes", cancelled_because="Their caseworker is ill.",
    ), finish=False)  # fmt: skip
    found = letters()
    assert "It will not take place then." in found["complainant"].body
    assert set(found) == {"complainant"}  # the organisation was never told: its draft is gone
    states = [each.state for each in rows_of(CaseLetter) if each.kind == "conference_complainant"]
    assert states == ["printed", "draft"]
    still = {each.kind for each in rows_of(CaseTask) if each.done_at is None}
    assert "record_conference" not in still
    assert "send_conference_organisation" not in still


def test_saving_again_without_a_change_writes_no_second_letter(desk, reference, rows_of):
    asha = desk()
    for views in ("They were upset.", "They were very upset."):
        saved(asha, reference, MEDIATION, a_conference(**{"complainant_talk.views": views}), finish=False)
    assert len([each for each in rows_of(CaseLetter) if each.kind.startswith("conference_")]) == 2


def test_two_people_cannot_arrange_two_conferences(desk, reference, letters):
    asha, ben = desk(), desk(name="ben")
    version = ben.version(reference)
    saved(asha, reference, MEDIATION, a_conference(), finish=False)
    answer = fill(ben, reference, MEDIATION, a_conference(21), finish=False, version=version)
    assert answer.status_code == 409
    assert all(f"{day().day} {day():%B %Y}" in letter.body for letter in letters().values())


@pytest.mark.parametrize(("came", "says"), [
    ([], "Record who came to the conference."),
    (["complainant"], "The organisation did not come. The conference is a meeting with both parties: arrange another day."),
])  # fmt: skip
def test_one_party_alone_is_no_conference(desk, reference, came, says):
    held = a_conference(conference_held="yes", attended=came)
    assert says in words_of(saved(desk(), reference, MEDIATION, held, finish=False))


def test_who_came_and_what_was_agreed_is_kept_and_goes_to_case_systems(desk, reference, handed_off, rows_of):
    asha = desk()
    saved(asha, reference, MEDIATION, a_conference(), finish=False)
    saved(asha, reference, MEDIATION, a_conference(
        conference_held="yes", attended=["complainant", "organisation"], others_attended="An interpreter",
        **{"outcomes.0.agreed_action": "They meet and apologise.", "outcomes.0.complainant_agrees": "yes",
           "outcomes.0.organisation_agrees": "yes"},
    ), finish=False)  # fmt: skip
    kept = handed_off(reference)["work"]["worksheets"][0]["answers"]
    assert kept["attended"] == ["complainant", "organisation"]
    assert kept["outcomes"][0]["agreed_action"] == "They meet and apologise."
    assert not [each for each in rows_of(CaseTask) if each.kind == "record_conference" and each.done_at is None]


def test_one_that_never_had_a_day_is_cancelled_without_a_word_to_anybody(desk, reference, letters):
    sam = desk()
    page = saved(sam, reference, MEDIATION, {**TALKS, "conference_cancelled": "yes"}, finish=False)
    assert "Why was it cancelled?" in page
    assert letters() == {}


def test_one_is_cancelled_though_its_day_was_taken_out(desk, reference, letters, rows_of):
    sam = desk()
    saved(sam, reference, MEDIATION, a_conference(), finish=False)
    post(sam, reference, letters()["complainant"])
    gone = {**a_conference(), "conference_at": "", "conference_cancelled": "yes", "cancelled_because": "They are ill."}
    saved(sam, reference, MEDIATION, gone, finish=False)
    assert [each.state for each in rows_of(CaseLetter) if each.party == "complainant"] == ["printed", "draft"]

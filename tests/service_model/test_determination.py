"""The published shape, the wording of reasons, and the speed."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from service_model import determine, schema
from service_model.determination import Determination
from service_model.record import Complaint
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.test_cases import CASES, judged
from tests.yardstick import seconds_of

PARAGRAPH = re.compile(r"SM-\d+\.\d+|RF-\d+")
HARD_WORDS = re.compile(
    r"\b(pursuant|aggrieved|jurisdiction|maladministration|commence|facilitate|hereby|notwithstanding|premature)\b", re.IGNORECASE
)


def everything() -> list[Determination]:
    """The determination of every case in the files."""
    return [judged(row) for _, row in CASES]


def test_the_published_shape() -> None:
    shape = determine(a_complaint(given="ready_health"), today=TODAY).as_dict()
    assert list(shape) == [
        "outcome",
        "closure_code",
        "findings",
        "next_question",
        "missing",
        "flags",
        "signposts",
        "next_steps",
        "time_limit",
        "guidance",
    ]
    assert list(shape["findings"][0]) == ["gate", "status", "reason", "paragraphs", "kind", "needs"]
    assert shape["time_limit"] == {"from": "2027-01-10", "to": "2027-01-10"}
    assert shape["guidance"] == "Service Model main guidance v22"


def test_every_citation_is_a_paragraph() -> None:
    cited = {each for found in everything() for row in (*found.findings, *found.flags) for each in row.paragraphs}
    assert len(cited) > 50
    assert {each for each in cited if not PARAGRAPH.fullmatch(each)} == set()


def test_reasons_and_steps_are_short_and_plain() -> None:
    texts = {text for found in everything() for text in (*(finding.reason for finding in found.findings), *found.next_steps)}
    for text in texts:
        assert not HARD_WORDS.search(text), text
        for sentence in re.split(r"[.?!] ", text):
            assert len(sentence.split()) <= 28, sentence


def test_whoever_is_declined_is_told_what_to_do_next() -> None:
    for found in everything():
        if found.outcome not in (None, "enquiry"):
            assert found.next_steps


def test_the_schema_names_the_record() -> None:
    found = schema()
    assert found["title"] == "Complaint"
    assert "aware_on" in found["$defs"]["Issue"]["properties"]


def test_a_record_of_two_issues_is_determined_within_a_millisecond() -> None:
    complaint = a_complaint(
        given="ready_health",
        further_stage_available=False,
        issues=[{"organisation": "DWP", "local_stage": "final", "aware_on": "2026-02"}],
        mp_referral="referred",
    )
    assert seconds_of(lambda: determine(complaint, today=TODAY), each=100) < 0.001


def test_a_blank_text_is_no_answer() -> None:
    blank = Complaint.model_validate(
        {"mp_name": "", "complainant": {"email": "  "}, "issues": [{"organisation": " "}], "story": "\n"}
    )
    assert (blank.mp_name, blank.complainant.email, blank.story) == (None, None, None)
    assert blank.issues[0].organisation is None


@pytest.mark.parametrize("field", ["local_stage", "aware_on", "nhs_funded"])
def test_a_blank_where_a_choice_or_a_date_belongs_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Complaint.model_validate({"issues": [{field: ""}]})

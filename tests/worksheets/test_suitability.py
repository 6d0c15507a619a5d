"""Who may bring it, and who is what (SM-2.250 to 2.262)."""

from __future__ import annotations

import pytest

from tests.intake_api.builders import a_record
from tests.worksheets.conftest import open_sheet, refused, saved, words_of

KIND = "suitability"
CLEAR = {
    "information_seen": "Medical records\nLetters", "conflict_of_interest": "no", "would_not_want_access": "no",
    "against_best_interest": "no",
}  # fmt: skip


@pytest.fixture
def for_mother(submit):
    """A daughter complains for her mother, who died."""

    def make(**more):
        told = {"complaining_for": "someone_else", "aggrieved_situation": "died", "aggrieved_name": "Ada Example",
                "relationship": "family", **more}  # fmt: skip
        answer = submit(a_record(complainant__name="Beth Example", **told))
        assert answer.status_code == 201, answer.text
        return answer.json()["reference"]

    return make


@pytest.mark.covers("SM-2.250")
def test_a_third_partys_suitability_asks_what_information_they_would_see(desk, for_mother):
    asha, case = desk(), for_mother()
    form = {**CLEAR, "judged_suitable": "yes", "reasons": "Her daughter and carer."}
    assert "SM-2.250" in refused(asha, case, KIND, {**form, "information_seen": ""})
    assert "Complete" in words_of(saved(asha, case, KIND, form))


@pytest.mark.covers("SM-2.253b")
def test_a_capacity_check_offers_four_ways(desk, for_mother):
    page = open_sheet(desk(), for_mother(), KIND)
    for value in ("contact_aggrieved", "contact_another_person", "medical_records", "clinical_advice"):
        assert f'name="capacity_checks" type="checkbox" value="{value}"' in page
    assert "Contact aggrieved Contact another person Medical records Clinical advice" in words_of(page)


@pytest.mark.covers("SM-2.261b")
def test_a_suitable_daughter_of_someone_who_died_is_a_representative_person(desk, for_mother, handed_off):
    asha, case = desk(), for_mother()
    assert "party_type" not in handed_off(case)["work"]["parties"]
    saved(asha, case, KIND, CLEAR)
    parties = handed_off(case)["work"]["parties"]
    assert parties == {"complainant": "Beth Example", "aggrieved": "Ada Example", "party_type": "representative (person)"}


@pytest.mark.covers("SM-2.262b")
def test_who_has_capacity_is_the_complainant_and_the_friend_represents_them(desk, for_mother, handed_off):
    asha, case = desk(), for_mother(aggrieved_situation="lacks_capacity", relationship="friend")
    saved(asha, case, KIND, {**CLEAR, "capacity_shown": "has_capacity"}, finish=False)
    assert handed_off(case)["work"]["parties"] == {"complainant": "Ada Example", "representative": "Beth Example"}

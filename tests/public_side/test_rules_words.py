"""What the rules say to a person has a Welsh sentence, whatever name or day stands in it; what has none is marked as English."""

from __future__ import annotations

import re

import pytest

from intake_api.languages.catalogue import catalogue
from intake_api.languages.rules import is_told, told, told_in_page
from intake_api.voice import Voice, speaking
from service_model.specimens import permutations

VALUES = re.compile(r"\{(\w+)\}")


@pytest.fixture(autouse=True)
def in_welsh():
    with speaking(Voice("cy", "cy")):
        yield


@pytest.fixture(scope="module")
def said():
    """Every reason and every next step that the specimens bring out."""
    found = [determination for _, determination in permutations("phso")]
    steps = {step for determination in found for step in determination.next_steps}
    return {finding.reason for determination in found for finding in determination.findings}, steps


def test_every_reason_and_every_next_step_of_the_specimens_has_a_welsh_sentence(said):
    reasons, steps = said
    assert len(reasons) > 50
    own = "the thing in the high street"  # what the person calls it: there is no Welsh for that
    assert sorted(words for words in (*reasons, *steps) if not is_told(words) and own not in words.lower()) == []


@pytest.mark.parametrize(("english", "welsh"), [
    ("The Department for Work and Pensions has given you its last reply.",
     "Mae Department for Work and Pensions wedi rhoi ei ateb olaf i chi."),
    ("On what you told us, your complaint should be with your MP by 5 March 2027.",
     "Ar sail yr hyn a ddywedoch wrthym, dylai eich cwyn fod gyda'ch AS erbyn 5 Mawrth 2027."),
    ("Contact Acas. Phone 0300 123 1100. Website: www.acas.org.uk.",
     "Cysylltwch â hwy: Acas. Ffôn 0300 123 1100. Gwefan: www.acas.org.uk."),
    ("You can complain to us in any way that suits you. Come back to us if you are still unhappy.",
     "Gallwch gwyno wrthym mewn unrhyw ffordd sy'n addas i chi. Dewch yn ôl atom os ydych yn anhapus o hyd."),
])  # fmt: skip
def test_names_days_and_addresses_are_put_into_the_sentence(english, welsh):
    assert told(english) == welsh


@pytest.mark.parametrize("english", [
    "A rule that nobody has translated.", "Come back to us if you are still unhappy. A rule that nobody has translated.",
    "We can look at complaints about your own kind of office.", "<b>The rules</b> say so.", "",
    "Contact Somebody. Write a letter to their office.",
])  # fmt: skip
def test_what_has_no_welsh_stays_english_whole_and_is_marked(english):
    assert told(english) == english
    if english:
        shown = told_in_page(english)
        assert shown.startswith('<span lang="en">')
        assert "<b>" not in shown


def test_in_english_nothing_is_marked():
    with speaking(Voice()):
        assert told_in_page("A rule that nobody has translated.") == "A rule that nobody has translated."


def test_the_same_values_stand_in_both_sentences():
    for english, words in catalogue("cy").rules.items():
        assert set(VALUES.findall(english)) == set(VALUES.findall(words)), english

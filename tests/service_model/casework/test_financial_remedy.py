"""Money as an outcome: the sum against the scale, what has to be said about it, and the ability to pay."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from service_model import PHSO, Complaint
from service_model.casework.financial_remedy import (
    MoneyFacts,
    ability_to_pay,
    after_the_talk,
    against_the_scale,
    reasonable_on_money,
    to_talk_about,
    usual_sums,
)
from service_model.casework.legal_remedy import RemedyFacts
from service_model.casework.reasonableness import CircumstanceFacts

ROOT = Path(__file__).parents[3]
EVIDENCE = re.compile(
    r"bank statement|pay ?slip|proof of (your )?(income|savings|benefits|money)|benefit letter|tax return", re.I
)


def money(**facts: Any) -> MoneyFacts:
    """A sum sought in a case where the usual is £100 to £450 by the typology, unless told otherwise."""
    usual = {"for_non_financial_loss": True, "sum_sought": 300, "typology_from": 100, "typology_to": 450}
    return MoneyFacts.model_validate({name: value for name, value in {**usual, **facts}.items() if value is not None})


@pytest.mark.covers("SM-2.312")
def test_a_sum_within_the_usual_is_likely_to_be_recommended() -> None:
    found = against_the_scale(money(sum_sought=300))
    assert found.choice == "likely_to_be_recommended"
    assert "SM-2.312" in found.paragraphs


@pytest.mark.covers("SM-2.313")
def test_a_sum_above_the_usual_is_in_excess_and_the_range_is_kept() -> None:
    found = against_the_scale(money(sum_sought=20000))
    assert found.choice == "in_excess"
    assert "£100 to £450" in found.reason
    assert "SM-2.313" in found.paragraphs


@pytest.mark.parametrize(
    ("facts", "needs"),
    [({"sum_sought": None}, ("sum_sought",)), ({"typology_from": None, "typology_to": None}, ("level",))],
)
def test_without_a_sum_or_a_usual_one_nothing_is_said(facts: dict[str, Any], needs: tuple[str, ...]) -> None:
    found = against_the_scale(money(**facts))
    assert (found.choice, found.needs) == (None, needs)


@pytest.mark.parametrize(("sum_sought", "choice"), [(450, "likely_to_be_recommended"), (451, "in_excess")])
def test_the_top_of_the_range_is_still_usual(sum_sought: int, choice: str) -> None:
    assert against_the_scale(money(sum_sought=sum_sought)).choice == choice


def test_the_scale_stands_in_for_the_typology_and_says_that_it_is_a_default() -> None:
    found = against_the_scale(money(typology_from=None, typology_to=None, level=3, sum_sought=2000))
    assert found.choice == "in_excess"
    assert "is a default" in found.reason


def test_the_open_end_of_the_scale_is_never_in_excess() -> None:
    top = max(PHSO.financial_remedy.scale, key=lambda each: each.level)
    found = against_the_scale(money(typology_from=None, typology_to=None, level=top.level, sum_sought=250_000))
    assert found.choice == "likely_to_be_recommended"


def test_the_levels_of_the_scale_follow_each_other_without_overlap() -> None:
    scale = PHSO.financial_remedy.scale
    assert [each.level for each in scale] == list(range(1, len(scale) + 1))
    for lower, higher in pairwise(scale):
        assert lower.to is not None
        assert lower.to < higher.from_
    assert usual_sums(money(typology_to=None, level=99)) is None


@pytest.mark.covers("SM-2.300a")
def test_a_sum_above_the_usual_has_to_be_explained_to_them() -> None:
    duty = next(duty for duty in to_talk_about(money(sum_sought=20000)) if duty.name == "explain_above_usual")
    assert (duty.to, duty.paragraphs, duty.must) == (("complainant",), ("SM-2.300",), True)
    assert "explain_above_usual" not in {duty.name for duty in to_talk_about(money(sum_sought=300))}
    assert "explain_above_usual" not in {duty.name for duty in to_talk_about(money(sum_sought=20000, amount_discussed=True))}


@pytest.mark.covers("SM-2.300a")
@pytest.mark.parametrize("explained", [False, None])
def test_nobody_is_expected_to_sue_for_a_sum_before_they_hear_that_it_is_above_the_usual(explained: bool | None) -> None:
    known = {"sum_sought": 20000, "can_pay": True}
    refused = reasonable_on_money(money(**known, amount_discussed=explained))
    assert (refused.choice, refused.needs, "SM-2.300" in refused.paragraphs) == (None, ("amount_discussed",), True)
    assert reasonable_on_money(money(**known, amount_discussed=True)).choice == "likely_reasonable"


def test_money_for_distress_is_talked_about_with_the_usual_amounts() -> None:
    assert "discuss_amount" in {duty.name for duty in to_talk_about(money())}
    assert "discuss_amount" not in {duty.name for duty in to_talk_about(money(usual_amounts_explained=True))}
    assert "discuss_amount" not in {duty.name for duty in to_talk_about(money(for_non_financial_loss=False))}


def test_someone_without_a_figure_is_given_the_usual_amounts_and_the_basis_is_recorded_when_they_agree() -> None:
    unable = money(sum_sought=None, cannot_give_figure=True)
    assert [duty.name for duty in to_talk_about(unable)] == ["give_usual_amounts"]
    agreed = money(sum_sought=None, cannot_give_figure=True, usual_amounts_explained=True, agrees_usual_amounts=True)
    assert [(duty.name, duty.to) for duty in to_talk_about(agreed)] == [("record_basis", ("caseworker",))]


@pytest.mark.covers("SM-2.314")
@pytest.mark.parametrize("what", ["cost_disproportionate", "time_disproportionate"])
def test_out_of_proportion_to_the_sum_is_usually_unreasonable(what: str) -> None:
    found = reasonable_on_money(money(sum_sought=400, can_pay=True, **{what: True}))
    assert (found.choice, found.paragraphs) == ("usually_unreasonable", ("SM-2.314",))
    assert reasonable_on_money(money(sum_sought=400, **{what: False})).choice != "usually_unreasonable"


@pytest.mark.covers("SM-2.315b")
def test_who_still_wants_a_sum_above_the_usual_is_asked_if_they_can_pay() -> None:
    found = after_the_talk(money(sum_sought=20000, amount_discussed=True, still_wants_it=True))
    assert (found.choice, found.paragraphs) == ("assess_financial_position", ("SM-2.315",))
    assert after_the_talk(money(sum_sought=20000, amount_discussed=True, still_wants_it=False)).choice == "none"


def test_before_the_talk_nobody_is_asked_if_they_can_pay() -> None:
    assert after_the_talk(money(sum_sought=20000, still_wants_it=True)).choice == "discuss_first"
    assert after_the_talk(money(sum_sought=300)).choice == "none"
    assert after_the_talk(money(sum_sought=20000, amount_discussed=True)).needs == ("still_wants_it",)
    assert after_the_talk(money(sum_sought=None)).needs == ("sum_sought",)


@pytest.mark.covers("SM-2.317")
def test_no_figure_but_the_usual_amounts_would_do() -> None:
    found = reasonable_on_money(money(sum_sought=None, cannot_give_figure=True, agrees_usual_amounts=True))
    assert (found.choice, found.paragraphs) == ("may_be_unreasonable", ("SM-2.317",))
    assert "may be found unreasonable to expect" in found.reason
    assert reasonable_on_money(money(sum_sought=None, cannot_give_figure=True, agrees_usual_amounts=False)).choice is None


@pytest.mark.covers("SM-2.323")
def test_above_the_usual_and_not_able_to_afford_it() -> None:
    found = reasonable_on_money(money(sum_sought=20000, can_pay=False))
    assert found.choice == "may_be_unreasonable"
    assert "SM-2.323" in found.paragraphs
    assert "may be found unreasonable to expect" in found.reason


@pytest.mark.covers("SM-2.324")
def test_whoever_cannot_pay_is_asked_why() -> None:
    assert ability_to_pay(money()).needs == ("can_pay",)
    found = ability_to_pay(money(can_pay=False))
    assert (found.status, found.needs) == ("cannot_tell", ("cannot_pay_because",))
    assert "SM-2.324" in found.paragraphs


@pytest.mark.covers("SM-2.325a")
@pytest.mark.parametrize("sum_sought", [None, 20000])
def test_whoever_says_they_can_afford_it_is_likely_to_be_expected_to(sum_sought: int | None) -> None:
    found = reasonable_on_money(money(sum_sought=sum_sought, amount_discussed=True, can_pay=True))
    assert (found.choice, found.paragraphs) == ("likely_reasonable", ("SM-2.325",))
    assert "likely reasonable to pursue" in found.reason


def test_being_able_to_pay_decides_nothing_where_the_sum_is_usual() -> None:
    assert reasonable_on_money(money(sum_sought=300, can_pay=True)).choice is None


@pytest.mark.covers("SM-2.328a")
def test_no_income_decides_and_each_needs_judgement() -> None:
    found = []
    for income in (15000, 40000):
        facts = money(can_pay=False, cannot_pay_because=[{"kind": "other", "words": f"I earn £{income:,} a year."}])
        found.append((ability_to_pay(facts).status, ability_to_pay(facts).reason, reasonable_on_money(facts)))
        with pytest.raises(ValidationError):
            money(income=income)
    assert found[0] == found[1]
    assert (found[0][0], found[0][2].choice) == ("cannot_tell", None)
    assert found[0][1].startswith("Judgement needed")


@pytest.mark.covers("SM-2.326c")
def test_nothing_that_people_or_caseworkers_are_asked_wants_proof_of_money() -> None:
    """Every wording of the talk and the form, every label of the staff pages, every field that is kept."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    shown = [json.dumps(domain["responses"], ensure_ascii=False)]
    shown += [path.read_text(encoding="utf-8") for path in (ROOT / "intake_api").rglob("*.html")]
    shown += [path.read_text(encoding="utf-8") for path in (ROOT / "intake_api").rglob("*.yaml")]
    for part in (Complaint, MoneyFacts, RemedyFacts, CircumstanceFacts):
        shown.append(json.dumps(part.model_json_schema()).replace("_", " "))
    assert len(shown) > 20  # the pages and labels were found
    assert EVIDENCE.search("Please send three bank statements")
    assert [found[0] for text in shown if (found := EVIDENCE.search(text))] == []
    asked = [row["text"] for row in domain["responses"]["utter_ask_able_to_go_to_court"]]
    assert all("do not need any proof" in text for text in asked)

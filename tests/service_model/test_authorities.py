"""An authority is data: a made-up council replaces the ombudsman without a line of code."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from service_model import GATE_NAMES, PHSO, Authority, determine, load_authority
from tests.service_model.building import TODAY, a_complaint

FOLDER = Path(__file__).parent / "authorities"


@pytest.fixture
def anytown() -> Authority:
    return load_authority(FOLDER / "anytown.yaml")


def changed(folder: Path, **parts: object) -> Path:
    """The council's file in `folder`, with some of its parts replaced."""
    for name in ("anytown.yaml", "anytown_services.yaml"):
        (folder / name).write_text((FOLDER / name).read_text())
    rows = yaml.safe_load((folder / "anytown.yaml").read_text()) | parts
    (folder / "anytown.yaml").write_text(yaml.safe_dump(rows))
    return folder / "anytown.yaml"


def test_a_councils_file_replaces_the_ombudsman(anytown: Authority) -> None:
    found = determine(a_complaint(organisation="the bins", aware_on="2026-02-01"), today=TODAY, authority=anytown)
    assert [finding.gate for finding in found.findings] == ["request_for_action", "organisation_in_jurisdiction", "in_time"]
    assert (found.outcome, found.guidance) == ("ready_for_triage", "Anytown complaints policy 2026")
    assert found.next_steps == ("The service will answer you in ten working days.",)
    assert found.findings[-1].paragraphs[0] == "AT-3"


def test_the_councils_own_limit_applies(anytown: Authority) -> None:
    found = determine(a_complaint(organisation="the bins", aware_on="2025-11-30"), today=TODAY, authority=anytown)
    assert found.outcome == "out_of_time"
    assert found.time_limit is not None
    assert found.time_limit.to == "2026-05-30"


def test_what_is_out_for_the_council_closes_with_its_own_code_and_signpost(anytown: Authority) -> None:
    found = determine(a_complaint(organisation="Anytown Buses"), today=TODAY, authority=anytown)
    assert (found.outcome, found.closure_code) == ("out_of_jurisdiction", "Not ours")
    assert [each.body for each in found.signposts] == ["Anytown Advice Shop"]


def test_the_council_knows_none_of_the_ombudsmans_organisations(anytown: Authority) -> None:
    assert anytown.register.resolve("DWP").body is None


def test_an_unknown_gate_is_named_with_the_gates_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no gate called 'star_sign'.*in_time"):
        load_authority(changed(tmp_path, gates=["star_sign"]))


def test_a_signpost_that_is_named_but_not_described_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'elsewhere' is named but not described"):
        load_authority(changed(tmp_path, signposts={}))


@pytest.mark.parametrize(
    "part",
    [
        {"legal_remedy": {"advice": ["lost"]}},
        {"legal_remedy": {"advice_by_procedure": {"service": ["lost"]}}},
        {"other_forum": {"signposts": ["lost"]}},
        {"other_forum": {"regulators": {"service": ["lost"]}}},
    ],
)
def test_advice_about_courts_and_other_bodies_must_be_described_too(tmp_path: Path, part: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="'lost' is named but not described"):
        load_authority(changed(tmp_path, **part))


def test_a_code_that_is_named_but_not_given_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="closure code 'never'"):
        load_authority(changed(tmp_path, closure_codes={"organisation": "Not ours"}))


def test_a_word_the_file_may_not_hold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="moths"):
        load_authority(changed(tmp_path, moths=3))


def test_a_register_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no register file 'lost\.yaml'"):
        load_authority(changed(tmp_path, register=["lost.yaml"]))


def test_an_authority_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="no authority 'atlantis'"):
        load_authority("atlantis")


def test_the_ombudsmans_file_names_every_gate_in_the_order_of_the_guidance() -> None:
    assert PHSO.gates == GATE_NAMES


def test_the_exact_codes_of_the_guidance() -> None:
    assert set(PHSO.closure_codes.values()) >= {
        "enquiry",
        "organisation out of jurisdiction",
        "Not properly made - not in writing",
        "No MP referral",
        "Premature: local resolution ongoing",
        "further information required",
        "withdrawn",
    }
    assert PHSO.remit.categories["alternative_legal_remedy_achieved"].code == "out of remit - alternative legal remedy achieved"


def test_the_committees_address_is_the_guidances_own() -> None:
    contact = PHSO.signposts["pacac"].contact
    assert all(part in contact for part in ("House of Commons, London, SW1A 0AA", "020 7219 3268", "pacac@parliament.uk"))

"""`./redress register`: how a name is understood; public lists brought in whole or not at all. All organisations are made up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.__main__ import app
from commands.paths import SetupError
from service_model import Authority, load_authority, register_files


def redress(*arguments: str) -> tuple[int, str]:
    """Exit code and output; a message for the operator is raised as SetupError, which `main` prints."""
    done = CliRunner().invoke(app, ["register", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def imported(folder: Path) -> Authority:
    """The authority as a system with that folder sees it."""
    return load_authority(folder / "phso.yaml")


def ods_row(code: str, name: str, *, grouping: str = "Y63", town: str = "Anytown", postcode: str = "AN1 1AA", **more: str) -> str:
    """One line in the layout of the Organisation Data Service: 27 columns, no header, dates as 20250131."""
    dates = [more.get("opened", "20000401"), more.get("closed", "")]
    rest = ["", "", more.get("parent", ""), *[""] * 10, more.get("setting", ""), ""]
    cells = [code, name, grouping, "Q00", "1 Sample Street", "", "", town, "", postcode, *dates, *rest]
    return ",".join(f'"{cell}"' for cell in cells)


def a_file(folder: Path, name: str, *lines: str) -> str:
    """A file of these lines, and its path."""
    path = folder / name
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return str(path)


def organisation(title: str, form: str, *, status: str = "live", after: str | None = None, short: str = "") -> dict[str, Any]:
    """One result in the shape of www.gov.uk/api/organisations."""
    slug = title.lower().replace(" ", "-")
    at = "https://www.gov.uk/api/organisations/"
    return {
        "id": at + slug, "title": title, "format": form, "web_url": f"https://www.gov.uk/government/organisations/{slug}",
        "details": {"slug": slug, "abbreviation": short, "govuk_status": status, "govuk_closed_status": None, "content_id": "x"},
        "parent_organisations": [], "child_organisations": [], "superseded_organisations": [],
        "superseding_organisations": [{"id": at + after}] if after else [], "a_new_field": 1,
    }  # fmt: skip


def a_page(folder: Path, *results: dict[str, Any], name: str = "organisations.json") -> str:
    """A page of results in a file, and its path."""
    path = folder / name
    path.write_text(json.dumps({"results": list(results), "current_page": 1, "pages": 1}), encoding="utf-8")
    return str(path)


def test_a_name_is_shown_as_the_rules_understand_it() -> None:
    code, out = redress("show", "the jobcentre")
    found = json.loads(out)
    assert (code, found["organisation"]["id"], found["kind"]) == (0, "dwp", "government")
    assert found["organisation"]["as_of"]


def test_a_name_of_several_is_shown_with_all_that_are_offered() -> None:
    found = json.loads(redress("show", "QE hospital")[1])
    assert found["organisation"] is None
    assert {"uhb", "gateshead"} <= {each["id"] for each in found["offered"]}


def test_somebody_outside_is_shown_with_who_can_help() -> None:
    found = json.loads(redress("show", "my landlord")[1])
    assert [each["body"] for each in found["signposts"]] == ["Housing Ombudsman"]


def test_trusts_are_imported_and_a_system_with_the_folder_knows_them(tmp_path: Path) -> None:
    etr = a_file(
        tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN AND DISTRICT NHS TRUST"), ods_row("RGT", "CAMBRIDGE RENAMED NHS TRUST")
    )
    _, out = redress("import", "--ods", etr, "--into", str(tmp_path / "own"), "--as-of", "2026-06-01")
    assert json.loads(out) | {"file": ""} == {"file": "", "read": 2, "known already": 1, "written": 1}
    found = imported(tmp_path / "own").register.look("the anytown & district nhs trust").body
    assert found is not None
    assert (found.name, found.jurisdiction, found.procedure) == ("Anytown and District NHS Trust", "in", "health")
    assert (found.code, found.as_of) == ("RZZ", "2026-06-01")
    assert "etr.csv" in found.source


def test_practices_of_one_name_are_offered_with_their_towns(tmp_path: Path) -> None:
    lines = [
        ods_row("Z00001", "ELM TREE SURGERY", town="OLDTOWN", postcode="OL1 1AA", setting="4"),
        ods_row("Z00002", "ELM TREE SURGERY", town="NEWTOWN", postcode="NE1 1AA", setting="4"),
        ods_row("Z00003", "SAMPLE LANE SURGERY", town="NEWTOWN", setting="4"),
        ods_row("Z00004", "THE SURGERY", setting="4"),
        ods_row("Z00005", "ANYTOWN PRESCRIBING TEAM", setting="8"),
        ods_row("Z00006", "CLOSED OAK SURGERY", setting="4", closed="20190331"),
    ]
    _, out = redress("import", "--ods", a_file(tmp_path, "epraccur.csv", *lines), "--into", str(tmp_path / "own"))
    counts = json.loads(out)
    assert (counts["written"], counts["closed"], counts["not a GP practice"]) == (4, 1, 1)
    register = imported(tmp_path / "own").register
    twins = register.look("Elm Tree Surgery")
    assert twins.body is None
    assert {body.name for body in twins.candidates} == {
        "Elm Tree Surgery (Oldtown, OL1 1AA)",
        "Elm Tree Surgery (Newtown, NE1 1AA)",
    }
    assert register.look("sample lane surgery").body == register.bodies["ods_z00003"]
    assert register.look("the surgery").body is None
    assert register.look("the surgery").kind == "gp"


def test_an_organisation_in_wales_goes_to_its_own_ombudsman(tmp_path: Path) -> None:
    etr = a_file(tmp_path, "etr.csv", ods_row("RZW", "ANYTOWN CYMRU NHS TRUST", grouping="W00"))
    redress("import", "--ods", etr, "--into", str(tmp_path / "own"))
    found = imported(tmp_path / "own").register.look("Anytown Cymru NHS Trust").body
    assert found is not None
    assert (found.jurisdiction, found.signpost) == ("out", "psow")


def test_a_closed_trust_can_still_be_named(tmp_path: Path) -> None:
    etr = a_file(tmp_path, "etr.csv", ods_row("RZC", "OLD ANYTOWN NHS TRUST", closed="20180531"))
    redress("import", "--ods", etr, "--into", str(tmp_path / "own"))
    found = imported(tmp_path / "own").register.look("old anytown nhs trust").body
    assert found is not None
    assert found.name == "Old Anytown NHS Trust (closed 2018)"


def test_hospital_sites_become_names_of_the_trusts_that_run_them(tmp_path: Path) -> None:
    lines = [ods_row("RGTZZ", "SAMPLE GREEN HOSPITAL", parent="RGT"), ods_row("RGTZY", "TRUST OFFICES", parent="RGT")]
    redress("import", "--ods", a_file(tmp_path, "ets.csv", *lines), "--into", str(tmp_path / "own"))
    found = imported(tmp_path / "own").register.look("sample green hospital").body
    assert found is not None
    assert found.id == "cambridge"


def test_government_organisations_are_imported_by_their_format(tmp_path: Path) -> None:
    page = a_page(
        tmp_path,
        organisation("Anytown Agency", "Executive agency", short="AXYZ"),
        organisation("Anytown Advisory Council", "Advisory non-departmental public body"),
        organisation("HM Revenue & Customs", "Non-ministerial department", short="HMRC"),
        organisation("The Anytown Scottish Office", "Devolved administration"),
        organisation("Anytown Moon Base", "Moon base"),
    )
    _, out = redress("import", "--govuk", page, "--into", str(tmp_path / "own"))
    counts = json.loads(out)
    assert (counts["read"], counts["written"], counts["known already"], counts["unknown format: Moon base"]) == (5, 4, 1, 1)
    register = imported(tmp_path / "own").register
    seen = {
        name: register.look(name).body for name in ("AXYZ", "Anytown Advisory Council", "The Anytown Scottish Office", "HMRC")
    }
    assert {name: body and body.jurisdiction for name, body in seen.items()} == {
        "AXYZ": "in", "Anytown Advisory Council": "unclear", "The Anytown Scottish Office": "out", "HMRC": "in",
    }  # fmt: skip
    assert register.bodies["govuk_anytown-moon-base"].jurisdiction == "unclear"
    assert seen["HMRC"] is register.bodies["hmrc"]


def test_a_closed_organisation_is_found_as_the_one_that_took_over_else_it_is_unclear(tmp_path: Path) -> None:
    page = a_page(
        tmp_path,
        organisation("Old Anytown Agency", "Executive agency", status="closed", after="new-anytown-agency"),
        organisation("New Anytown Agency", "Executive agency"),
        organisation("Lost Anytown Agency", "Executive agency", status="closed"),
    )
    redress("import", "--govuk", page, "--into", str(tmp_path / "own"))
    register = imported(tmp_path / "own").register
    assert register.look("Old Anytown Agency").body == register.bodies["govuk_new-anytown-agency"]
    assert register.bodies["govuk_lost-anytown-agency"].jurisdiction == "unclear"


def test_a_csv_of_government_organisations_is_read_by_its_columns(tmp_path: Path) -> None:
    lines = ("extra,Title,Format,Status", "1,Anytown Commission,Executive agency,live")
    redress("import", "--govuk", a_file(tmp_path, "organisations.csv", *lines), "--into", str(tmp_path / "own"))
    assert imported(tmp_path / "own").register.look("Anytown Commission").body is not None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("etr.csv", b"", "empty"),
        ("etr.csv", b"  \r\n", "empty"),
        ("etr.csv", b"PK\x03\x04zip", "Unpack"),
        ("etr.csv", b"\x00\x01\x02", "not a text file"),
        ("etr.csv", b'"RZZ","Anytown"\r\n', "Line 1 has 2 columns"),
        ("etr.csv", ods_row("RZZ", "Anytown", opened="1 May").encode(), "open date '1 May'"),
        ("etr.csv", ods_row("", "Anytown").encode(), "does not begin with a code"),
        ("etr.csv", (ods_row("RZZ", "One") + "\r\n" + ods_row("RZZ", "Two")).encode(), "stood in line 1 with other details"),
        ("etr.csv", (ods_row("RZY", "One") + '\r\n"RZZ","Tw').encode(), "cannot be read"),
        ("egpcur.csv", ods_row("G0000001", "DOE J").encode(), "lists people by name"),
        ("mystery.csv", ods_row("RZZ", "Anytown").encode(), "do not know which list"),
    ],
)
def test_a_file_of_the_service_that_cannot_be_used_says_why_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SetupError, match=message) as refused:
        redress("import", "--ods", str(tmp_path / name), "--into", str(tmp_path / "own"))
    assert "Nothing was written" in str(refused.value)
    assert list(tmp_path.glob("own/**/*.json")) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"results": [{"title"', "not complete JSON"),
        ('{"pages": 3}', "no `results`"),
        ('{"results": []}', "No organisation"),
        ('{"results": [{"format": "Court"}]}', "has no title"),
        ("Naam,Soort\r\nA,B", "needs the columns `title` and `format`; it has naam, soort"),
    ],
)
def test_a_file_of_government_organisations_that_cannot_be_used_says_why(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "page.json").write_text(content, encoding="utf-8")
    with pytest.raises(SetupError, match=message):
        redress("import", "--govuk", str(tmp_path / "page.json"), "--into", str(tmp_path / "own"))
    assert list(tmp_path.glob("own/**/*.json")) == []


def test_one_bad_file_among_good_ones_leaves_what_was_there_before(tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST")), "--into", own)
    before = {path.name: path.read_bytes() for path in (tmp_path / "own" / "imported").iterdir()}
    etr = a_file(tmp_path, "etr.csv", ods_row("RZX", "OTHERTOWN NHS TRUST"))
    with pytest.raises(SetupError, match="Line 1 has 1 columns"):
        redress("import", "--ods", etr, "--ods", a_file(tmp_path, "epraccur.csv", "garbled"), "--into", own)
    assert {path.name: path.read_bytes() for path in (tmp_path / "own" / "imported").iterdir()} == before


def test_importing_again_replaces_what_was_imported(tmp_path: Path) -> None:
    own = str(tmp_path / "own")
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST")), "--into", own)
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZX", "OTHERTOWN NHS TRUST")), "--into", own)
    register = imported(tmp_path / "own").register
    assert register.look("Othertown NHS Trust").body is not None
    assert register.look("Anytown NHS Trust").body is None


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    etr = a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST"))
    with pytest.raises(SetupError, match="named twice"):
        redress("import", "--ods", etr, "--ods", etr, "--into", str(tmp_path / "own"))


def test_a_row_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    row = ods_row("RZZ", "ANYTOWN NHS TRUST")
    _, out = redress("import", "--ods", a_file(tmp_path, "etr.csv", row, row), "--into", str(tmp_path / "own"))
    assert json.loads(out)["written"] == 1


def test_an_own_part_of_the_authoritys_file_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "phso.yaml").write_text('extends: phso\nform: "our own form"\n', encoding="utf-8")
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST")), "--into", str(own))
    assert imported(own).form == "our own form"
    assert imported(own).register.look("Anytown NHS Trust").body is not None


def test_without_a_file_it_says_what_to_name() -> None:
    with pytest.raises(SetupError, match="--govuk"):
        redress("import")


def test_without_a_folder_every_process_of_this_installation_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = tmp_path / "bodies"
    shutil.copytree(register_files.packaged_folder(), bodies, ignore=shutil.ignore_patterns("imported"))
    monkeypatch.setattr(register_files, "packaged_folder", lambda: bodies)
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST")))
    assert load_authority("phso").register.look("Anytown NHS Trust").body is not None
    assert not (bodies / "phso.yaml").exists()


def test_an_imported_file_that_was_spoilt_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own"
    redress("import", "--ods", a_file(tmp_path, "etr.csv", ods_row("RZZ", "ANYTOWN NHS TRUST")), "--into", str(own))
    (own / "imported" / "ods_etr.json").write_text('{"bodies": ', encoding="utf-8")
    with pytest.raises(ValueError, match=r"ods_etr\.json cannot be read"):
        imported(own)
    with pytest.raises(SetupError, match=r"ods_etr\.json"):
        redress("show", "the jobcentre", "--authority", str(own / "phso.yaml"))

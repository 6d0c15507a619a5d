"""Who is complained about, with what each of them is; people and organisations that staff add and mend (SM-1.12)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.cases.models import Case
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.intake_api.builders import a_record
from tests.queue.exporting import export

STORY = "My complaint is about Anytown Surgery and Dr Example. My neighbour Mrs Kind saw it."
SURGERY = ("Anytown Surgery", "organisation")
DOCTOR = ("Dr Example", "named_individual")


@pytest.fixture
def handed(service):
    """What a case system reads of a case."""
    return lambda reference: service("GET", f"/v1/cases/{reference}").json()


def about(case):
    return [(each["name"], each["type"]) for each in case["work"]["complained_about"]]


def place(desk, reference, name):
    """Where a party stands, as its own form on the page says."""
    page = desk.open(reference, "people").text
    form = next(part for part in page.split("<form") if f'value="{name}"' in part and "mend_party" in part)
    return form.split('name="id" value="')[1].split('"')[0]


@pytest.mark.covers("SM-1.12d")
@pytest.mark.parametrize("channel", ["web", "form", "phone"])
def test_an_organisation_and_a_person_named_in_the_story_are_kept_with_their_types(submit, handed, channel):
    reference = submit(a_record(channel=channel, story=STORY, issues__organisation="Anytown Surgery")).json()["reference"]
    case = handed(reference)
    assert about(case) == [SURGERY, DOCTOR]
    doctor = case["work"]["complained_about"][1]
    assert (doctor["source"], doctor["read_from"]) == ("read", STORY.partition(". My")[0] + ".")
    assert "parties" not in case["record"]  # the record stays as it was told


@pytest.mark.covers("SM-1.12d")
def test_both_in_one_answer_to_which_organisation_are_two(submit, handed):
    case = handed(submit(a_record(issues__organisation="Anytown Surgery and Dr Example")).json()["reference"])
    assert about(case) == [SURGERY, DOCTOR]
    assert case["work"]["complained_about"][1]["organisation"] == "Anytown Surgery"


def test_nobody_has_to_be_named(submit, handed):
    case = handed(submit(a_record()).json()["reference"])
    assert about(case) == [("Department for Work and Pensions", "organisation")]
    assert case["determination"]["outcome"] == "ready_for_triage"


@pytest.mark.covers("SM-1.12d")
def test_a_system_gives_the_type_itself_and_a_type_there_is_none_of_is_refused_by_name(submit, handed):
    ward = {"role": "complained_about", "name": "Rowan", "type": "part_of_organisation", "organisation": "Anytown Hospital"}
    gp = {"role": "complained_about", "name": "A B Example", "type": "sole_practitioner"}
    case = handed(submit(a_record(parties=[ward, gp])).json()["reference"])
    assert about(case)[1:] == [("Rowan", "part_of_organisation"), ("A B Example", "sole_practitioner")]
    refused = submit(a_record(parties=[{**gp, "type": "wizard"}]))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "record.parties.0.type"


@pytest.mark.covers("SM-1.12d")
def test_staff_mend_the_type_add_parties_and_take_them_off(desk, submit, handed, sessions):
    reference = submit(a_record(story=STORY, issues__organisation="Anytown Surgery")).json()["reference"]
    asha = desk()
    page = said(asha.open(reference, "people"))
    assert "Dr Example Named individual Not given Read from their story, not confirmed" in page
    form = {
        "id": place(asha, reference, "Dr Example"),
        "name": "Dr Example",
        "type": "sole_practitioner",
        "phone": "020 7946 0123",
    }
    asha.save(reference, "people", "mend_party", **form)
    assert "Dr Example Sole practitioner 020 7946 0123 Written by asha" in said(asha.open(reference, "people"))
    new = {"role": "complained_about", "name": "Ward 7", "type": "part_of_organisation", "organisation": "Anytown Hospital"}
    asha.save(reference, "people", "add_party", **new)
    assert about(handed(reference)) == [SURGERY, ("Dr Example", "sole_practitioner"), ("Ward 7", "part_of_organisation")]

    twice = asha.send(reference, "people", "add_party", **{**new, "name": " ward  7 "})
    assert "on the list already" in said(twice)
    bare = asha.send(reference, "people", "take_off_party", id="added-1")
    assert bare.status_code == 422
    assert "Say why" in said(bare)
    asha.save(reference, "people", "take_off_party", id="added-1", off_because="Named by mistake: quincunx.")
    assert len(about(handed(reference))) == 2
    with sessions() as session:
        changed = select(AuditEvent).where(AuditEvent.action.startswith("party_")).order_by(AuditEvent.id)
        trail = [row.details for row in session.scalars(changed)]
        record = session.scalars(select(Case.record)).one()
    assert [row["after"].get("type") for row in trail] == ["sole_practitioner", "part_of_organisation", None]
    assert not [word for word in ("Example", "Ward", "7946", "quincunx") if word in json.dumps(trail)]
    assert "sole_practitioner" not in json.dumps(record)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "This is needed"), ({"phone": "12"}, "020 7946 0123"), ({"email": "x"}, "name@example.org"),
        ({"type": "wizard"}, "Choose one of the answers"), ({"role": "wizard"}, "Choose one of the answers"),
        ({"name": "x" * 201}, "200"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_and_what_was_typed_is_kept(desk, reference, wrong, says):
    asha = desk()
    new = {"role": "complained_about", "name": "Ward 7", "address": "1 Sample Street", **wrong}
    answer = asha.send(reference, "people", "add_party", **new)
    assert answer.status_code == 422
    assert says in said(answer)
    assert "1 Sample Street</textarea>" in answer.text


def test_a_party_of_another_case_a_stale_form_and_a_role_that_only_looks_change_nothing(desk, submit, reference):
    asha, leo = desk(), desk(Role.LEGAL, "leo")
    other = submit(a_record()).json()["reference"]
    asha.save(other, "people", "add_party", role="mp", name="Jo Bloggs")
    assert "no such person" in said(asha.send(reference, "people", "mend_party", id="added-1", name="x"))
    old = asha.version(reference)
    asha.save(reference, "people", "add_party", role="mp", name="Jo Bloggs")
    stale = asha.send(reference, "people", "add_party", version=old, role="mp", name="Flo Bloggs")
    assert stale.status_code == 409
    assert 'value="Flo Bloggs"' in stale.text
    assert leo.send(reference, "people", "add_party", role="mp", name="Flo Bloggs").status_code == 403


@pytest.mark.covers("SM-1.12d")
def test_an_export_with_personal_data_names_them_with_their_types_and_one_without_does_not(desk, submit):
    submit(a_record(story=STORY, issues__organisation="Anytown Surgery"))
    mo = desk(Role.MANAGER, "mo")
    whole = export(mo.client, personal="yes").text
    assert "Anytown Surgery (organisation); Dr Example (named individual)" in whole
    assert "Dr Example" not in export(mo.client).text


@pytest.mark.covers("SM-1.12d")
def test_a_case_system_adds_a_party_in_the_name_of_staff_once(desk, service, handed, reference):
    desk()
    url, key = f"/v1/cases/{reference}/parties", {"Idempotency-Key": "one"}
    body = {"by": "asha", "role": "complained_about", "name": "Dr Example", "type": "named_individual"}
    first, again = (service("POST", url, json=body, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert about(handed(reference))[1:] == [DOCTOR]
    assert service("POST", url, json={**body, "name": "Dr Other"}, headers=key).status_code == 409
    unknown = service("POST", url, json={**body, "by": "nobody"}, headers={"Idempotency-Key": "two"})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "by")


def test_the_description_of_the_api_names_the_types(client):
    schemas = client.get("/v1/openapi.json").json()["components"]["schemas"]
    assert "sole_practitioner" in json.dumps(schemas["PartyIn"])
    assert "complained_about" in json.dumps(schemas["CaseIn"])

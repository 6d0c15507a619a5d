"""The rulebook as staff open it, and as the one file of `./redress rules`."""

from __future__ import annotations

from intake_api.rulebook.page import as_one_file
from service_model import PHSO
from tests.intake_api.builders import Outline


def test_the_rulebook_is_not_for_everybody(client):
    assert client.get("/staff/rulebook", follow_redirects=False).headers["location"].startswith("/staff/login")


def test_the_rulebook_is_linked_from_the_staff_pages_and_every_link_in_it_leads_somewhere(staff):
    assert 'href="/staff/rulebook"' in staff.get("/staff/cases").text
    page = staff.get("/staff/rulebook")
    assert page.status_code == 200
    outline = Outline(page.text)
    assert outline.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    anchors = {attrs["id"] for _, attrs in outline.tags if attrs.get("id")}
    links = {attrs["href"][1:] for tag, attrs in outline.tags if tag == "a" and attrs.get("href", "").startswith("#")}
    assert links - anchors == set()


def test_the_rulebook_is_also_one_file_that_needs_nothing_else():
    outline = Outline(as_one_file())
    assert [tag for tag, attrs in outline.tags if tag in ("link", "script", "img") or "src" in attrs] == []
    for gate in PHSO.gates:
        assert ("h3", {"id": f"gate-{gate}"}) in outline.tags
    assert "The law says an MP has to send us a complaint about a government organisation." in outline.text

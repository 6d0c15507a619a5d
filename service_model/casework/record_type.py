"""What a contact is recorded as: an enquiry or a complaint (SM-1.3 to 1.5, 2.1)."""

from __future__ import annotations

from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import unique
from service_model.gates.jurisdiction import organisation_in_jurisdiction
from service_model.gates.request import request_for_action
from service_model.record import Complaint


def record_type(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> Recommendation:
    """An enquiry while it is unclear that they ask us to act, or if they do not; else a complaint. Staff may choose otherwise.

    A complaint about an organisation outside the law is a complaint all the same (2.1).
    """
    case = case_of(complaint, today=today, authority=authority)
    asked = request_for_action(case)
    if asked.status != "met":
        return _as("enquiry", asked, needs=case.open(*asked.needs))
    outside = any(organisation_in_jurisdiction(case, view).outcome == "out_of_jurisdiction" for view in case.views)
    return _as("complaint", asked, *(("SM-2.1",) if outside else ()))


def _as(choice: str, asked: Finding, *more: str, needs: tuple[str, ...] = ()) -> Recommendation:
    return Recommendation("record_type", choice, asked.reason, unique((*asked.paragraphs, *more)), asked.kind, needs)

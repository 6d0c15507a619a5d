"""Mediation: both sides asked, heard on their own, the conference, what was agreed (SM-2.115 to 2.131)."""

from __future__ import annotations

from collections.abc import Iterator

from service_model.casework.conference import ARRANGED, ConferenceFacts, arranged, both_came, invitations, why_cancelled
from service_model.casework.dispute_outcome import next_step
from service_model.casework.dispute_resolution import both_willing, consent_forms, may_transfer, owner, talks_held
from service_model.determination import Finding
from service_model.findings import cannot_tell
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged

_AFTER_THE_TALKS = (*ARRANGED, "attended")


class MediationSheet(ConferenceFacts):
    """The facts of the rules and of the conference. No field holds a view on the substance (SM-2.115)."""


def judge(sheet: MediationSheet, about: About) -> Judged:
    """How far it has come. The conference is locked until both talks are complete (SM-2.125)."""
    heard = talks_held(sheet)
    first = cannot_tell("talks_first", heard.reason, "SM-2.125", needs=heard.needs)
    locked = () if heard.status == "met" else tuple((name, first) for name in _AFTER_THE_TALKS)
    return Judged(
        steps=tuple(_steps(sheet)), verdicts=(may_transfer(sheet),), recommendations=(owner(sheet), next_step(sheet)),
        duties=(*consent_forms(sheet), *invitations(sheet)), locked=locked,
    )  # fmt: skip


def _steps(sheet: MediationSheet) -> Iterator[Finding]:
    yield both_willing(sheet)
    if both_willing(sheet).status == "met":
        yield talks_held(sheet)
    if sheet.conference_held:
        yield both_came(sheet)
    elif sheet.conference_cancelled:
        yield why_cancelled(sheet)
    elif any(getattr(sheet, name) is not None for name in ARRANGED):
        yield arranged(sheet)

"""Where a caseworker is supervised, the manager agrees the Decision Form at each checkpoint (SM-2.207)."""

from __future__ import annotations

from pydantic import Field

from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged

_MANAGERS = ("manager", "assistant_director")


class Checkpoint(Part):
    """One checkpoint. The Supervision Model that names them is another document: its name is written here."""

    checkpoint: str | None = Field(None, max_length=200)
    agreed: bool | None = None
    note: str | None = Field(None, max_length=5000)


def judge(facts: Checkpoint, about: About) -> Judged:
    """A manager agrees; who and when is what the sheet itself keeps (SM-2.207)."""
    if about.role not in _MANAGERS and about.own is None:
        return Judged(steps=(not_met("manager_agrees", "A manager agrees a checkpoint.", "SM-2.207", kind="legal"),))
    needs = tuple(name for name in ("checkpoint", "agreed") if getattr(facts, name) in (None, ""))
    if needs:
        words = "Name the checkpoint, and say if the form is agreed there."
        return Judged(steps=(not_met("checkpoint", words, "SM-2.207", kind="policy", needs=needs),))
    words = f"{facts.checkpoint}: {'agreed' if facts.agreed else 'not agreed'}."
    return Judged(steps=(met("checkpoint", words, "SM-2.207", kind="policy"),))

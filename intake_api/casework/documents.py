"""The documents of a case as they are handed over: every file and letter, each under a name of one pattern (SM-1.17)."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import Any

from sqlalchemy.orm import Session

from intake_api.cases import handing_off
from intake_api.cases.models import Case
from intake_api.casework import letters
from intake_api.clock import london_day
from intake_api.evidence import service as evidence
from intake_api.evidence.models import EvidenceFile
from service_model.record import Complaint

PATTERN = "{date}-{type}-{party}"
_PARTS = frozenset({"date", "type", "party", "reference"})
_IN_FORCE = {"pattern": PATTERN}


def use(pattern: str) -> None:
    """From now on documents are named by this pattern. Raises ValueError for one with parts that there are not."""
    names = {name for _text, name, _spec, _conversion in Formatter().parse(pattern) if name is not None}
    if not names or names - _PARTS:
        raise ValueError(f"{pattern!r} names no documents. Use {', '.join(sorted(f'{{{each}}}' for each in _PARTS))}.")
    _IN_FORCE["pattern"] = pattern


def listed(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every uploaded file, then every letter that has gone."""
    files = evidence.fetch_files(session, case.conversation_id) if case.conversation_id else []
    gone = [each for each in letters.fetch(session, case) if each.state in letters.GONE]
    return [*(_file(each, case) for each in files), *(
        {"type": f"letter_{each.kind}", "party": each.party, "date": london_day(each.made_at).isoformat(), "id": each.id,
         "name": named(case, day=london_day(each.made_at), kind=f"letter {each.kind}", party=each.party, ending="pdf")}
        for each in gone
    )]  # fmt: skip


def named(case: Case, *, day: date, kind: str, party: str, ending: str) -> str:
    """A document's name by the pattern: letters, digits and hyphens only.

    >>> _plain("Anytown NHS Trust")
    'anytown-nhs-trust'
    """
    parts = {"date": day.isoformat(), "type": _plain(kind), "party": _plain(party), "reference": case.reference}
    return f"{_IN_FORCE['pattern'].format(**parts)}.{ending}"


def _file(file: EvidenceFile, case: Case) -> dict[str, Any]:
    is_reply = file.kind == "final_response"
    day = (_replied_on(case) if is_reply else None) or london_day(file.added_at)
    party = (case.organisation or "organisation") if is_reply else "complainant"
    return {
        "id": file.id, "type": file.kind, "party": party, "date": day.isoformat(), "given_name": file.name, "format": file.format,
        "name": named(case, day=day, kind=_KINDS.get(file.kind, file.kind), party=party, ending=file.format),
    }  # fmt: skip


_KINDS = {"final_response": "response"}


def _replied_on(case: Case) -> date | None:
    """The day of the organisation's reply, where the record knows one whole day."""
    for issue in Complaint.model_validate(case.record).issues:
        if issue.replied_on and re.fullmatch(r"\d{4}-\d{2}-\d{2}", issue.replied_on):
            return date.fromisoformat(issue.replied_on)
    return None


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "unknown"


handing_off.SECTIONS["documents"] = listed

"""The letters that go with provisional views and the final report (SM-8.1 to 8.46, 9.1, 9.14 to 9.19).

They say what the case says: what was issued, on which day, to whom, with which recommendations. Until that stands there they
are not written, and they do not go once it no longer holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import issuing
from intake_api.casework.changing import RefusedError
from intake_api.casework.issued_models import CaseIssued
from intake_api.casework.letter_kinds import KINDS, LetterKind
from intake_api.casework.models import CaseLetter
from intake_api.staff import words
from service_model.casework.issuing_reports import CALLED, PARTIES, ReportKind
from service_model.casework.mp_contact import was_referred
from service_model.record import Complaint

NOT_ISSUED: Mapping[ReportKind, str] = {
    "provisional_views": "No provisional views were issued yet. Issue them on the Investigation page, then write this letter.",
    "final_report": "The final report was not issued yet. Issue it on the Investigation page, then write this letter.",
}
NOT_BY_EMAIL = (
    "This letter goes with {what}, and no file can be sent with a letter from here. Print both and post them. For somebody who"
    " needs them by email, take the letter as a file, send both from your own mailbox, and then say here that you did."
)
_WAS: Mapping[ReportKind, str] = {"provisional_views": "were", "final_report": "was"}
UNKNOWN = ["[what it recommends, or that it recommends nothing]"]


def addressee(session: Session, case: Case, kind: LetterKind, to_name: str | None) -> str | None:
    """Whom the letter goes to by name, where that is known. Raises RefusedError where it was not issued to them.

    To the organisation: who was written to about the proposal, unless somebody else is named (SM-8.3, 9.19).
    """
    if kind.encloses is None:
        return to_name
    issued = _issued_to(session, case, kind.encloses, kind.party)
    if kind.party == "named_person":
        return _named(issued, to_name)
    return to_name or (_written_to_before(session, case) if kind.party == "organisation" else None)


def fields_of(session: Session, case: Case, kind: LetterKind, to_name: str | None) -> dict[str, Any]:
    """What only these letters say, from the newest that was issued of their kind; nothing for any other letter."""
    if kind.encloses is None:
        return {}
    issued = _issued_to(session, case, kind.encloses, kind.party)
    earlier = [each for each in issuing.fetch(session, case) if each.kind == issued.kind and each.id < issued.id]
    had = [each for each in earlier if _went_to(each, kind, to_name)]
    recommended, is_referred = issued.recommendations, bool(was_referred(Complaint.model_validate(case.record)))
    others = _others(issued, kind, is_referred=is_referred)
    return {
        "issued_on": words.day(issued.issued_on),
        "views_comments_by": words.day(issued.comments_by) if issued.comments_by else "[the last day for comments]",
        "replaces": words.day(had[0].issued_on) if had else "", "others": _in_words(others), "each_other": others,
        "recommended": UNKNOWN if recommended is None and issued.kind == "final_report" else recommended or [],
        "is_copied_to_mp": "referring_mp" in issued.sent_to, "is_referred": is_referred,
        "is_for_both": kind.party == "named_person" and _is_sole_practitioner(session, case, to_name),
    }  # fmt: skip


def must_still_hold(session: Session, case: Case, letter: CaseLetter, *, today: date) -> None:
    """Refuses a letter whose document was issued anew or to others since it was drafted, or whose day for comments is over."""
    kind = KINDS[letter.kind]
    if kind.encloses is None:
        return
    issued = _issued_to(session, case, kind.encloses, kind.party)
    if kind.party == "named_person":
        _named(issued, letter.to_name)
    if issued.made_at > letter.made_at:
        called = CALLED[kind.encloses].capitalize()
        words_ = f"{called} {_WAS[kind.encloses]} issued again after this letter was drafted. Write a new letter."
        raise RefusedError(words_, "body")
    if issued.comments_by and issued.comments_by <= today:
        words_ = (
            f"The last day for comments is {words.day(issued.comments_by)}: nobody could keep to it. Issue the provisional views"
            " again with a later day, and write a new letter."
        )
        raise RefusedError(words_, "body")


def was_issued_to(session: Session, case: Case, kind: LetterKind) -> bool:
    """Was what goes with a letter of this kind issued to its party."""
    issued = issuing.fetch_newest(session, case, kind.encloses) if kind.encloses else None
    return issued is not None and _went_to(issued, kind, None)


def called(session: Session, case: Case, kind: LetterKind) -> str | None:
    """What has to go with the letter, in words; None for a letter that goes alone."""
    if kind.encloses is None:
        return None
    issued = issuing.fetch_newest(session, case, kind.encloses)
    return CALLED[kind.encloses] + (f" of {words.day(issued.issued_on)}" if issued else "")


def due(session: Session, case: Case) -> dict[int, list[tuple[str, str | None]]]:
    """By what was issued, newest of each kind only: each letter that goes with it, and how far it is; None: not written."""
    query = select(CaseLetter).where(CaseLetter.case_id == case.id).order_by(CaseLetter.id)
    written = session.scalars(query).all()
    found: dict[int, list[tuple[str, str | None]]] = {}
    for report in CALLED:
        issued = issuing.fetch_newest(session, case, report)
        if issued is None:
            continue
        own = [each for each in written if each.made_at >= issued.made_at]
        for name, kind in KINDS.items():
            if kind.encloses != report:
                continue
            names: list[str | None] = [*issued.named_persons] if kind.party == "named_person" else [None]
            for to_name in names if _went_to(issued, kind, names[0] if names else None) else []:
                states = [each.state for each in own if each.kind == name and (to_name is None or each.to_name == to_name)]
                title = f"{kind.title} ({to_name})" if to_name else kind.title
                found.setdefault(issued.id, []).append((title, states[-1] if states else None))
    return found


def _issued_to(session: Session, case: Case, report: ReportKind, party: str) -> CaseIssued:
    """The newest of this document. Raises RefusedError where there is none, or where it did not go to this party."""
    issued = issuing.fetch_newest(session, case, report)
    if issued is None:
        raise RefusedError(NOT_ISSUED[report], "kind")
    if party == "named_person" and not issued.named_persons:
        who = "a person named in the complaint"
    elif party != "named_person" and party not in issued.sent_to:
        who = PARTIES[party]
    else:
        return issued
    words_ = (
        f"{CALLED[report].capitalize()} of {words.day(issued.issued_on)} {_WAS[report]} not issued to {who}, so no letter goes"
        " to them."
    )
    raise RefusedError(words_, "kind")


def _went_to(issued: CaseIssued, kind: LetterKind, to_name: str | None) -> bool:
    return to_name in issued.named_persons if kind.party == "named_person" else kind.party in issued.sent_to


def _named(issued: CaseIssued, to_name: str | None) -> str:
    """The person the letter is for: the only one who had it, or the one who was chosen."""
    names = issued.named_persons
    if to_name is None and len(names) == 1:
        return names[0]
    wanted = (to_name or "").casefold()
    found = next((each for each in names if each.casefold() == wanted), None)
    if found is None:
        raise RefusedError(f"It was issued to these people. Give the name of one of them: {', '.join(names)}.", "to_name")
    return found


def _written_to_before(session: Session, case: Case) -> str | None:
    query = select(CaseLetter.to_name).where(
        CaseLetter.case_id == case.id, CaseLetter.kind == "proposal_organisation", CaseLetter.to_name.is_not(None)
    )
    return session.scalars(query.order_by(CaseLetter.id.desc()).limit(1)).first()


def _others(issued: CaseIssued, kind: LetterKind, *, is_referred: bool) -> list[str]:
    """Who else it was issued to, without their names. An MP who did not refer the complaint helped to make it (SM-9.2)."""
    called_ = PARTIES if is_referred else {**PARTIES, "referring_mp": "the MP who helped with it"}
    found = [said for code, said in called_.items() if code in issued.sent_to and code != kind.party]
    if issued.named_persons and kind.party != "named_person":
        found.append("each person who is named in the complaint")
    return found


def _in_words(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _is_sole_practitioner(session: Session, case: Case, name: str | None) -> bool:
    return any(
        each.party.type == "sole_practitioner" and each.party.name == name for each in issuing.named_persons(session, case)
    )

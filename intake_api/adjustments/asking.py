"""Help asked for: 'please phone me', an interpreter, an advocate. Noted in the talk, where the caseworker sees it as a flag.

It is noted as a signal, so that it goes the way of everything else that was noticed: kept only after consent (decision 003),
part of the case's evidence, deleted with the talk.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from intake_api.conversations.talk import Talk

REASONS = {  # for the caseworker
    "please_phone": "They ask us to phone them, rather than write.",
    "bsl": "They ask for British Sign Language.",
    "interpreter": "They ask for an interpreter.",
    "wants_advocate": "They ask for an advocate: someone to help them complain.",
    "large_print": "They ask for letters in large print.",
    "easy_read": "They ask for letters in Easy Read.",
}
UNDER_18 = {"name": "under_18", "detail": None, "reason": "They say that they are under 18 and complain for themselves."}


def asked_for(talk: Talk | None) -> list[str]:
    """What was asked for already, on the help page or in the person's words."""
    known = {row.get("name") for row in talk.signals} if talk else set()
    return [name for name in REASONS if name in known]


def ask(talk: Talk, wanted: Iterable[str]) -> None:
    """Notes what is asked for. What was noticed in their words before stays; what was ticked on the page may be taken back."""
    chosen = [name for name in REASONS if name in set(wanted)]
    kept = [row for row in talk.signals if not _is_ticked(row) or row["name"] in chosen]
    talk.signals = kept
    talk.add_signals([{"name": name, "detail": None, "reason": REASONS[name]} for name in chosen])


def note_under_18(talk: Talk) -> None:
    """The caseworker sees that a child or young person complains."""
    talk.add_signals([UNDER_18])


def _is_ticked(row: dict[str, Any]) -> bool:
    return row.get("reason") == REASONS.get(str(row.get("name")))

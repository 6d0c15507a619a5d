"""Says in the chat where a complaint is, through the same door as the page: the same limits, the same answers."""

from __future__ import annotations

from fastapi import Request

from intake_api import wording
from intake_api.case_status import stages
from intake_api.case_status.asking import ask
from intake_api.case_status.in_chat import Teller
from intake_api.db.session import session_maker


def teller(request: Request) -> Teller:
    """Asks as this request's network."""

    def tell(reference: str, code: str) -> str:
        asked = ask(request, session_maker(request), reference=reference, code=code)
        if asked.found is None:
            return " ".join(asked.problems.values())
        stage = asked.found.stage
        said = wording.text("utter_status_told", stage=stages.name(stage), means=stages.meaning(stage))
        return f"{said} {wording.text('utter_status_more_needed_means')}" if asked.found.needs_more else said

    return tell

"""Hands the case to the API when the form is done; a failure is told, and nothing is lost."""

from __future__ import annotations

import logging
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import clock
from actions.client import ApiUnavailableError, CaseRefusedError, submit_case
from actions.events import channel_of, state_from
from actions.judging import complaint_of
from actions.kit import load_kit
from service_model.facts import FACTS

logger = logging.getLogger(__name__)


class ActionSubmit(Action):
    """Runs when nothing is left to ask."""

    def name(self) -> str:
        """The name the domain knows."""
        return "action_submit"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Sends once; a talk that was stopped or already sent is left alone."""
        state = state_from(tracker)
        if state.submission in ("stopped", "sent"):
            return []
        record = complaint_of(state, received_on=clock.today().isoformat()).model_dump(mode="json", exclude_none=True)
        phone = {"office_phone": load_kit().office_phone}
        try:
            receipt = await submit_case(record, conversation=tracker.sender_id)
        except ApiUnavailableError as problem:
            logger.warning("The case could not be handed over (%s); it stays pending.", problem)
            dispatcher.utter_message(response="utter_submit_pending", **phone)
            return [SlotSet("submission", "pending")]
        except CaseRefusedError as refused:
            return self._ask_again(dispatcher, tracker, refused)
        said = "utter_submitted_enquiry" if (state.outcome_told or "").startswith("enquiry") else "utter_submitted"
        dispatcher.utter_message(response=said, reference=receipt.reference, **phone)
        return [SlotSet("submission", "sent"), SlotSet("reference", receipt.reference)]

    def _ask_again(self, dispatcher: CollectingDispatcher, tracker: Tracker, refused: CaseRefusedError) -> list[EventType]:
        """Back to the question whose answer could not be taken; pending when the fault is in no answer of the person's."""
        found = next(((fact, row) for row in refused.errors if (fact := fact_of(row.get("field", "")))), None)
        logger.warning("The case was refused for %s.", found[0] if found else "a field that is no answer")
        if found is None:
            dispatcher.utter_message(response="utter_submit_pending", office_phone=load_kit().office_phone)
            return [SlotSet("submission", "pending")]
        fact, row = found
        script = load_kit().script
        dispatcher.utter_message(text=script.text("utter_refused_answer", channel_of(tracker), message=row.get("message", "")))
        return [
            ActiveLoop("intake_form"), SlotSet(fact, None), SlotSet("confirm_summary", None), SlotSet("requested_slot", fact),
        ]  # fmt: skip


def fact_of(field: str) -> str | None:
    """The fact whose answer stands at this place of the record.

    >>> fact_of("record.complainant.phone"), fact_of("issues[0].aware_on"), fact_of("record.channel")
    ('phone', 'aware_on', None)
    """
    path = re.sub(r"\[(\d+)\]", r".\1", field).removeprefix("body.").removeprefix("record.")
    return next((name for name, fact in FACTS.items() if fact.path == path), None)

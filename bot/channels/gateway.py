"""The one way in: a message and the state of its conversation come, the replies and the new state go. Nothing stays."""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import patches, quiet
from bot.channels.output import TurnOutput
from bot.channels.request import BadRequestError, Turn, turn_from
from bot.channels.state import UnknownStateError, state_of, tracker_for

patches.apply()
quiet.apply()
logger = logging.getLogger("redress.gateway")
TOKEN = "REDRESS_RASA_TOKEN"  # noqa: S105 - the name of the variable


class ActionLostError(RuntimeError):
    """The action server was down or answered with nonsense: the turn did not happen."""


class GatewayChannel(InputChannel):
    """Serves POST /webhooks/<name>/webhook and GET /webhooks/<name>/health. Subclasses give the name."""

    channel = ""

    def __init__(self, token: str) -> None:
        if not token:
            raise SystemExit(f"Rasa will not start without {TOKEN}: set it to the same secret as the gateway's.")
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        """The name in the address and in `channel:` of domain.yml."""
        return cls.channel

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayChannel:
        """The token comes from the environment only, never from a file."""
        return cls(os.environ.get(TOKEN, "").strip())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two addresses of this channel."""
        blueprint = Blueprint(f"redress_{self.channel}", __name__)

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            ready = _agent(request) is not None
            return response.json({"ready": ready}, status=200 if ready else 503)

        @blueprint.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self.receive(request)

        return blueprint

    async def receive(self, request: Request) -> HTTPResponse:
        """One turn. 403 wrong token, 400 with the field in `errors`, 503 no model or no actions, 500 without detail."""
        if not self.is_allowed(request.headers.get("authorization")):
            return _problem(403, "Forbidden", "The token is missing or wrong.")
        agent = _agent(request)
        if agent is None:
            return _problem(503, "Not ready", "The model is still loading.")
        try:
            turn = turn_from(request.body)
            return response.json(await take_turn(agent, turn, self.channel))
        except BadRequestError as error:
            return _problem(400, "Bad request", str(error), error.field)
        except UnknownStateError as error:
            return _problem(400, "Bad request", str(error), error.field)
        except ActionLostError as error:
            logger.error("The action server lost %s.", error)
            return _problem(503, "Not available", "The action server did not answer. The state has not changed.")
        except Exception as error:  # the answer must hold nothing of the conversation, and nor must the log
            logger.error("A turn failed with %s.", type(error).__name__)
            return _problem(500, "Server error", "The turn could not be taken.")

    def is_allowed(self, header: str | None) -> bool:
        """Compares in constant time."""
        return hmac.compare_digest((header or "").encode(), self._expected)


class WebChannel(GatewayChannel):
    """What the complainant reads."""

    channel = "web"


class PhoneChannel(GatewayChannel):
    """What a member of staff reads out."""

    channel = "phone"


async def take_turn(agent: Agent, turn: Turn, channel: str) -> dict[str, Any]:
    """Handles one message on a tracker of its own, which no store ever sees: turns cannot meet, nothing is left behind."""
    processor = agent.processor
    if processor is None:
        raise RuntimeError("The agent has no model.")
    tracker = tracker_for(turn.sender, turn.state, processor.domain)
    tracker.model_id = processor.model_metadata.model_id
    tracker.assistant_id = processor.model_metadata.assistant_id
    output = TurnOutput(channel)
    message = UserMessage(turn.message, output, turn.sender, input_channel=channel, metadata=turn.metadata)
    await processor._handle_message_with_tracker(message, tracker)
    tracker = await processor.run_action_extract_slots(output, tracker)
    await processor._run_prediction_loop(output, tracker)
    if output.lost_action:
        raise ActionLostError(output.lost_action)
    return {"messages": output.messages, "state": state_of(tracker)}


def _agent(request: Request) -> Agent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _problem(status: int, title: str, detail: str, field: str | None = None) -> HTTPResponse:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if field:
        body["errors"] = [{"field": field, "message": detail}]
    return response.json(body, status=status, content_type="application/problem+json")

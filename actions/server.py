"""The HTTP side of the action server: rasa-sdk's own, one process, errors without any of the conversation."""

from __future__ import annotations

import logging
import warnings
from datetime import date
from typing import Any

from sanic import Request, Sanic, response
from sanic.response import HTTPResponse

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from rasa_sdk.endpoint import create_app
    from rasa_sdk.executor import ActionExecutor

from actions.client import trusted
from actions.kit import load_kit
from narrative.answers import read_answer
from narrative.learned import learned_answer
from narrative.words import words_of

logger = logging.getLogger("actions")


class DomainlessExecutor(ActionExecutor):
    """No action of ours reads the domain Rasa may send along, so none has to be sent (stock: 449, please send it)."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """Nothing, whatever was sent."""
        return {}


def build_app() -> Sanic[Any, Any]:
    """The Sanic app with every action registered and everything loaded."""
    warm()
    executor = DomainlessExecutor()
    executor.register_package("actions")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.config.ACCESS_LOG = False
    app.config.MOTD = False
    app.error_handler.cached_handlers[(Exception, None)] = _no_details  # add() refuses a second one
    return app


def warm() -> None:
    """Does now what the first people would wait for: reader, typed answers, dateparser's tables (0.25 s), certificates."""
    read_answer("date", "some time ago, I think", today=date(2026, 1, 5), options={}, reader=load_kit().reader)
    learned_answer("local_stage", words_of("not yet"))
    trusted()


def serve(port: int) -> None:
    """Serves on the loopback address until stopped."""
    app = build_app()
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


async def _no_details(request: Request, error: Exception) -> HTTPResponse:
    """The stock handler logs and returns what the person wrote; this one names the kind of error and its place only."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
    logger.error("An action failed with %s at %s.", type(error).__name__, where)
    return response.json({"error": "The action failed.", "action_name": ""}, status=500)

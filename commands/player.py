"""A person at the other end of the JSON API: opens a conversation, types, presses buttons. For `talk` and for tests."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx

if TYPE_CHECKING:
    from commands.plain_http import PlainClient

_CERTIFICATES = ssl.create_default_context()  # read once: for every client anew it takes as long as a turn


class NoSuchButtonError(Exception):
    """The button is not on offer. The message names those that are."""


@dataclass
class Turn:
    """One exchange: what was said (None for the opening), every reply in order, what is asked now, how long it took."""

    said: str | None
    replied: list[str]
    asked: str | None
    ms: float
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The shape `./redress talk` prints."""
        return {"said": self.said, "replied": self.replied, "asked": self.asked, "ms": round(self.ms, 1)}


class Player:
    """Plays one person in one conversation with a running system."""

    def __init__(
        self, base_url: str, *, channel: str = "web", api_token: str | None = None, http: PlainClient | None = None
    ) -> None:
        """`api_token` is needed for channel phone and for reading the case; `http` is what to ask with, instead of httpx."""
        self._service = {"Authorization": f"Bearer {api_token}"} if api_token else {}
        self._http = http or httpx.Client(base_url=base_url, timeout=60, trust_env=False, verify=_CERTIFICATES)
        self.channel = channel
        self.turns: list[Turn] = []
        self.facts: dict[str, Any] = {}
        self.status = "open"
        self.reference: str | None = None
        self.available = True
        self.id, self._token = "", ""

    def __enter__(self) -> Player:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    @property
    def asked(self) -> str | None:
        """The fact asked for now."""
        return self.turns[-1].asked if self.turns else None

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The buttons on offer now, as (title, payload)."""
        return self.turns[-1].buttons if self.turns else []

    def open(self) -> Turn:
        """Begins the conversation and hears the greeting."""
        begun = time.perf_counter()
        reply = self._http.post("/v1/conversations", json={"channel": self.channel}, headers=self._service)
        given = reply.raise_for_status().json()
        self.id, self._token = given["id"], given["token"]
        return self._note(None, given, begun)

    def say(self, text: str, *, message_id: str | None = None) -> Turn:
        """Types a message. The same `message_id` counts once. Raises httpx.HTTPStatusError when it is refused."""
        return self._send(text, {"text": text}, message_id)

    def press(self, title: str) -> Turn:
        """Presses the button with that title. Raises NoSuchButtonError."""
        payload = next((payload for name, payload in self.buttons if name.casefold() == title.casefold()), None)
        if payload is None:
            offered = ", ".join(name for name, _ in self.buttons) or "none"
            raise NoSuchButtonError(f"There is no button {title!r}. On offer: {offered}.")
        return self.choose(payload, title)

    def choose(self, payload: str, title: str | None = None) -> Turn:
        """Presses the button with that payload."""
        return self._send(title or payload, {"choice": payload}, None)

    def transcript(self) -> dict[str, Any]:
        """The whole conversation as the system keeps it."""
        return dict(self._http.get(f"/v1/conversations/{self.id}", headers=self._own()).raise_for_status().json())

    def retry(self) -> Turn:
        """Lets the assistant hear what it could not hear before."""
        begun = time.perf_counter()
        reply = self._http.post(f"/v1/conversations/{self.id}/retry", headers=self._own())
        return self._note(None, reply.raise_for_status().json(), begun)

    def case(self, reference: str | None = None) -> dict[str, Any]:
        """The case as a case system reads it. Needs the API token."""
        reply = self._http.get(f"/v1/cases/{reference or self.reference}", headers=self._service)
        return dict(reply.raise_for_status().json())

    def _own(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    def _send(self, said: str, body: dict[str, str], message_id: str | None) -> Turn:
        begun = time.perf_counter()
        body = {**body, "message_id": message_id or uuid4().hex}
        reply = self._http.post(f"/v1/conversations/{self.id}/messages", json=body, headers=self._own())
        return self._note(said, reply.raise_for_status().json(), begun)

    def _note(self, said: str | None, given: dict[str, Any], begun: float) -> Turn:
        elapsed = (time.perf_counter() - begun) * 1000
        replies = [row for row in given["messages"] if row["sender"] == "assistant"]
        buttons = [(row["title"], row["payload"]) for message in replies for row in message.get("buttons", [])]
        self.facts, self.status, self.available = given["facts"], given["status"], given["available"]
        self.reference = given["reference"] or self.reference
        turn = Turn(said, [row["text"] for row in replies], given["asked"], elapsed, buttons)
        self.turns.append(turn)
        return turn

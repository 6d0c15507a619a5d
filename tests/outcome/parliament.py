"""Parliament's Members API as a real server on this machine: it answers in the API's shape, or as it is told to fail."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.listening import Listening

SEARCH, MEMBERS = "/api/Location/Constituency/Search", "/api/Members/Search"


def a_member(name: str = "Jo Bloggs", **more: Any) -> dict[str, Any]:
    """A member as the API has them."""
    return {
        "id": 4001, "nameListAs": "Bloggs, Jo", "nameDisplayAs": name, "nameFullTitle": f"{name} MP", "nameAddressAs": name,
        "latestParty": {"id": 15, "name": "Independent", "abbreviation": "Ind"}, "gender": "F",
        "latestHouseMembership": {
            "membershipFrom": "Crewe and Nantwich", "membershipFromId": 3001, "house": 1,
            "membershipStartDate": "2024-07-04T00:00:00", "membershipEndDate": None, "membershipStatus": {"statusIsActive": True},
        },
        "thumbnailUrl": "https://members-api.parliament.uk/api/Members/4001/Thumbnail", **more,
    }  # fmt: skip


def a_seat(member: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """A constituency as the API has it; without a member its seat is vacant."""
    sits = {"member": {"value": member, "links": []}, "representation": {"house": 1}} if member else None
    return {
        "id": 3001,
        "name": "Crewe and Nantwich",
        "startDate": "2024-05-31T00:00:00",
        "endDate": None,
        "currentRepresentation": sits,
        **more,
    }


def items(*values: dict[str, Any]) -> dict[str, Any]:
    """A page of the API."""
    rows = [{"value": value, "links": []} for value in values]
    return {
        "items": rows,
        "totalResults": len(rows),
        "resultContext": "",
        "skip": 0,
        "take": 20,
        "links": [],
        "resultType": "Items",
    }


class Parliament:
    """The server. `answers` maps a path to what it answers: JSON, bytes, or a status code; `wait` and `trickle` make it slow."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {SEARCH: items(a_seat(a_member())), MEMBERS: items()}
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.wait = self.trickle = 0.0
        parliament = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                parliament.asked.append((address.path, parse_qs(address.query)))
                time.sleep(parliament.wait)
                answer = parliament.answers.get(address.path, 404)
                status = answer if isinstance(answer, int) else 200
                body = answer if isinstance(answer, bytes) else b"" if isinstance(answer, int) else json.dumps(answer).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json; charset=utf-8")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    for at in range(0, len(body), step := 20 if parliament.trickle else max(len(body), 1)):
                        self.wfile.write(body[at : at + step])
                        time.sleep(parliament.trickle)
                except OSError:  # who asked did not wait
                    pass

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._listening = Listening(self._server)

    def close(self) -> None:
        """Takes the server away: from now on nobody answers."""
        self._listening.close()

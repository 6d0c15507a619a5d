"""The application's one way of looking for an MP, and a person's postcode read strictly."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from fastapi import FastAPI, Request
from sqlalchemy.orm import Session, sessionmaker

from intake_api.conversations.clean import without_control
from intake_api.db.base import start_writing
from intake_api.mp_lookup.finding import Finding, Lookup
from intake_api.mp_lookup.parliament import ParliamentLookup
from intake_api.mp_lookup.remembering import Remembering
from intake_api.resume import limits
from intake_api.resume.limits import Limit
from intake_api.security import settings_of
from narrative.contacts import postcode_from

_building = threading.Lock()
WINDOW = timedelta(hours=1)
MOST = 30  # a network's questions in that window


class BadPostcodeError(ValueError):
    """This is no postcode."""


def lookup_of(request: Request) -> Lookup | None:
    """How this installation looks for MPs; None when it does not."""
    settings = settings_of(request)
    if settings.mp_lookup == "off":
        return None
    state = request.app.state
    with _building:
        if getattr(state, "mp_lookup", None) is None:
            state.mp_lookup = Remembering(ParliamentLookup(settings.mp_lookup_url, timeout=settings.mp_lookup_timeout))
    found: Lookup = state.mp_lookup
    return found


@asynccontextmanager
async def closing(app: FastAPI) -> AsyncIterator[None]:
    """Gives the connections back when the application stops."""
    yield
    kept = getattr(app.state, "mp_lookup", None)
    if kept is not None:
        kept.lookup.close()
        app.state.mp_lookup = None


def find_mp(request: Request, sessions: sessionmaker[Session], typed: str, *, network: str, now: datetime) -> Finding:
    """The MP for what was typed as a postcode. Raises BadPostcodeError, TooManyError; `away` where looking is off."""
    postcode = postcode_of(typed)
    lookup = lookup_of(request)
    if lookup is None:
        return Finding("away")
    with sessions() as session:
        start_writing(session)
        limits.check(session, settings_of(request), Limit("mp-network", network, MOST, WINDOW), now=now)
        session.commit()
    return lookup.find(postcode)


def postcode_of(typed: str) -> str:
    """The postcode as it is written, CW1 4QJ, however it was typed."""
    found = postcode_from("".join(without_control(typed)[:40].split()))
    if found is None:
        raise BadPostcodeError
    return found

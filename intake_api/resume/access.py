"""What saving's routes share: is it set up here, how can we send, and from where does a request come."""

from __future__ import annotations

from collections.abc import Set
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

from intake_api.conversations.access import token_holder
from intake_api.conversations.contacts import office
from intake_api.languages import say
from intake_api.problems import Problem
from intake_api.resume.contact import Method
from intake_api.resume.limits import TooManyError
from intake_api.resume.problems import PROBLEMS
from intake_api.resume.senders import sender_of
from intake_api.security import guard, is_api_token, settings_of


def said(key: str) -> str:
    """The words for a problem, with our number in them."""
    return say(PROBLEMS[key], office_phone=office().phone)


def methods_of(request: Request) -> Set[Method]:
    """How we can send codes here. Raises Problem 503 when we cannot."""
    sender = sender_of(settings_of(request))
    if sender is None or not sender.methods:
        raise Problem(503, "Saving is not set up", said("not_set_up"))
    return sender.methods


def network_of(request: Request) -> str:
    """Where a request comes from, as it is counted. One household or phone holds a whole /64 of IPv6 addresses."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else host


def too_many(error: TooManyError, key: str) -> Problem:
    """A 429 that says how long to wait."""
    return Problem(429, "Too many tries", said(key), headers={"Retry-After": str(error.wait)})


@guard
def saver(request: Request, conversation_id: str) -> str:
    """Who holds the conversation's own token; or the assistant, which holds the service token and speaks for the person."""
    if is_api_token(request):
        return conversation_id
    return token_holder(request, conversation_id)


MethodsOf = Annotated["Set[Method]", Depends(methods_of)]

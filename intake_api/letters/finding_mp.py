"""Puts the MP's name into a letter, when the person asks for it and Parliament can be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from fastapi import Request
from sqlalchemy.orm import Session, sessionmaker

from intake_api import wording
from intake_api.clock import utc_now
from intake_api.letters.drafting import Draft, in_either
from intake_api.mp_lookup.access import BadPostcodeError, find_mp
from intake_api.mp_lookup.finding import Finding
from intake_api.resume.access import network_of
from intake_api.resume.limits import TooManyError

say = partial(wording.text, channel="form")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said about it, and the letter, with the name in it where there was a gap for one."""

    draft: Draft
    says: str = ""
    is_found: bool = False
    wrong: dict[str, str] = field(default_factory=dict)


def look_for(request: Request, sessions: sessionmaker[Session], typed: str, written: Draft) -> Answer:
    """Asks who the MP of this postcode is. The letter is never lost, whatever comes of it."""
    try:
        found = find_mp(request, sessions, typed, network=network_of(request), now=utc_now())
    except BadPostcodeError:
        return Answer(written, wrong={"postcode": say("utter_mp_bad_postcode")})
    except TooManyError:
        return Answer(written, wrong={"postcode": say("utter_mp_too_many")})
    if found.kind != "found":
        return Answer(written, in_words(found))
    named = with_mp(written, found)
    return Answer(named, in_words(found, is_put_in=named != written), is_found=True)


def with_mp(written: Draft, found: Finding) -> Draft:
    """The letter with the MP in its first gap as one writes to them, and in any other by name."""
    letter, complaint = written.letter, written.complaint
    for words in dict.fromkeys(in_either("utter_gap_mp")):
        letter = letter.replace(f"[{words}]", found.address_as, 1).replace(f"[{words}]", found.name)
        complaint = complaint.replace(f"[{words}]", found.name)
    return Draft(letter, complaint)


def in_words(found: Finding, *, is_put_in: bool = False) -> str:
    """What came of it, in plain words."""
    if found.kind == "found":
        name = "utter_mp_found" if is_put_in else "utter_mp_found_other"
        return say(name, who=found.name, area=found.constituency)
    return say(f"utter_mp_{found.kind}", area=found.constituency, areas=", ".join(found.several))

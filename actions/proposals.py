"""What a free text seems to say already: offered for confirmation when its question comes up, never assumed."""

from __future__ import annotations

import re
from typing import Any

from actions.exchange import Exchange
from actions.people import PEOPLE
from actions.phrasing import clause, quoted
from actions.said import said_in
from actions.showing import phone_words
from actions.when import dates_in
from actions.whose import whose
from service_model import PHSO
from service_model.organisation import in_a_sentence
from service_model.register import normalise

NAMED = 0.7  # the reader's confidence that words are a name of their own
# a first name alone is not what we ask for
MY_NAME = re.compile(r"\b[Mm]y (?:full )?name(?:'s| is|:) ((?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+|de|van|der|al))+)")
MINE = re.compile(
    r"\bmy (?:own )?(?:operation|appointment|claim|passport|benefits?|pension|licence|scan|hip|knee|tooth|teeth|referral|visa|"
    r"application|records?|notes|treatment|surgery|results|letters?|money|payments?|pip|universal credit|tax)\b"
    r"|\b(?:gave|sent|told|left|kept|discharged|refused|ignored|stopped|hurt|overcharged|misdiagnosed) me\b",
    re.IGNORECASE,
)
WISH = re.compile(
    r"\b(?:i|we|all i|all we)(?: just| only| really)? (?:want|would like|am asking for|are asking for|am hoping for|hope for)\b"
    r"[^.!?;\n]*\b(?:apolog|sorry|explanation|answers|changes?|money|compensation|refund|lessons|put right|happen)[^.!?;\n]*",
    re.IGNORECASE,
)
# told as their own: only to be checked, together with other things, and not where he or she has a part in it
OWN = re.compile(
    r"\bi (?:was|wasn'?t|had|have been|went|go|waited|fell|got|needed|lost|nearly|almost|could(?:n'?t| not)|can'?t|spent)\b"
    r"|\bi (?:ended up|woke)\b"
    r"|\bi'?(?:m|ve)\b|\bme (?:home|away|off|in|out|on|from|that|nothing|wait|go)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:she|he|her|him|his|hers|they'?re|mrs|mr|ms|miss|clients?|residents?|patients?|cellmate)\b", re.IGNORECASE
)
CLIENT = re.compile(
    r"\b(?:my|our) client\b|\b(?:i|we) (?:act|are acting|am acting) (?:for|on behalf of)\b|\badvocate (?:for|supporting)\b",
    re.IGNORECASE,
)
TELL_WHO, ABOUT_WHO = (
    ("story", "complaining_for", "aggrieved_situation"),
    ("complaining_for", "aggrieved_situation", "relationship"),
)
ADJUSTMENTS = {"large_print": "large print", "bsl": "British Sign Language", "interpreter": "an interpreter"}
HAPPENED_TO = re.compile(
    rf"\b(?:on behalf of|(?:complain\w*|here|writ\w+|acting|speaking|asking|this is|it'?s|it is) for|treated|discharged|"
    rf"left|sent|gave|ignored|hurt|killed|failed) my ({PEOPLE})\b(?!['’]s)"
    rf"|\bmy ({PEOPLE}) (?:died|passed|was|were|waited|had|has|fell|is|went|got|needed|lost|did|could|suffered)\b",
    re.IGNORECASE,
)
LATE = re.compile(rf"\bmy late ({PEOPLE})\b(?!['’]s)", re.IGNORECASE)  # not 'my late husband's sister'
DIED = re.compile(
    rf"\bmy ({PEOPLE})\b(?!['’]s)(?:\W+\w+){{0,4}}?\W+"
    r"(?:died|passed (?:away|on|over|from th\w+)|lost (?:his|her) life|took (?:his|her) own life)\b",
    re.IGNORECASE,
)
# what can only be about themselves: beside it, what befell a relative is not yet what the complaint is about
OWN_MATTER = re.compile(
    r"\bmy (?:own )?(?:visa|passport|application|claim|benefits?|pip|esa|universal credit|tax|self assessment|pension|licence|"
    r"(?:\w+['’]?s )?allowance|(?:\w+ )?case)\b",
    re.IGNORECASE,
)


def propose_from(ex: Exchange, text: str, *, beside: str = "") -> None:
    """Reads a text and keeps a proposal for each fact it seems to answer and that is still open; adds its signals.

    `beside` names the question that the text answered: 'my sister has the letter' does not tell whom it happened to.
    """
    reading = ex.reader.read(text, today=ex.today).as_dict()
    found = {
        **_contacts(reading["contacts"]),
        **_adjustments(reading["signals"]),
        **dates_in(text, reading["dates"], ex.today),
        **_organisation(text, reading["organisations"]),
        **_choices(ex, text),
        **_name_and_wish(text),
    }
    if beside and beside not in TELL_WHO and found.get("aggrieved_situation", {}).get("value") != "died":
        found = {fact: row for fact, row in found.items() if fact not in ABOUT_WHO}
    named = found.get("organisation", {}).get("value", {}).get("body")
    if has_second_tier(ex.state.body or named):
        found.pop("further_stage_available", None)
    for fact, proposal in found.items():
        if not ex.state.is_settled(fact) and ex.script.can_propose(fact):
            ex.state.proposals.setdefault(fact, proposal)
    add_signals(ex, reading["signals"])


def has_second_tier(body: str | None) -> bool:
    """Is there somebody outside to go to next? Then an exhausted procedure does not mean that no step is left (SM-2.142)."""
    return body is not None and PHSO.second_tier_of(body) is not None


def add_signals(ex: Exchange, signals: list[dict[str, Any]]) -> None:
    """Keeps each signal once: the same name and detail is the same signal."""
    known = {(row["name"], row.get("detail")) for row in ex.state.signals}
    for row in signals:
        key = (row["name"], row.get("detail"))
        if key not in known:
            known.add(key)
            ex.state.signals.append({"name": row["name"], "detail": row.get("detail"), "reason": (row.get("reason") or "")[:500]})


def add_needs(ex: Exchange, text: str) -> None:
    """What they ask for when asked what would help is a signal for the caseworker, as it is in the story (SM-1.42)."""
    signals = ex.reader.read(text, today=ex.today).as_dict()["signals"]
    add_signals(ex, [row for row in signals if row["name"] in ADJUSTMENTS])


def _organisation(text: str, organisations: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The one organisation complained about, by its full name, or as the person calls it ('your landlord')."""
    blamed = [row for row in reversed(organisations) if row["role"] == "complained_about"]
    named = {row["id"]: row for row in blamed if row.get("id")}
    called = {normalise(row["name"]): row for row in blamed if not row.get("id") and _says_enough(row)}
    if len(named) != 1:
        return _as_called(text, *called.values()) if len(called) == 1 and not named else {}
    (row,) = named.values()
    said, name = text[row["start"] : row["end"]], row["name"]
    if row["id"] in PHSO.register.kinds:  # 'the council', 'Cheshire police': the register knows the sort, not the one
        return {"organisation": {"value": {"text": said, "body": row["id"]}, "words": said}}
    article = "the " if said.casefold().startswith("the ") and not name.startswith("The ") else ""
    words = (article + name if article else in_a_sentence(name)) if _is_called(said, name) else f"{said} ({in_a_sentence(name)})"
    return {"organisation": {"value": {"text": name, "body": row["id"]}, "words": words}}


def _is_called(said: str, name: str) -> bool:
    return normalise(name).removeprefix("the ") == normalise(said).removeprefix("the ")


def _says_enough(row: dict[str, Any]) -> bool:
    """A name; or a sort that is outside whoever it is ('my landlord'). Of 'my GP surgery' the name is still needed."""
    kind = PHSO.register.kinds.get(PHSO.register.look(row["name"]).kind or "")
    return row["confidence"] >= NAMED or (kind is not None and kind.jurisdiction == "out")


def _as_called(text: str, row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A name outside the register, or a sort of organisation: kept in the person's words, said back from our side."""
    said = text[row["start"] : row["end"]]
    lead, _, rest = said.partition(" ")
    words = {"my": f"your {rest}", "our": f"your {rest}", "the": f"the {rest}"}.get(lead.casefold(), said)
    return {"organisation": {"value": {"text": said, "body": None}, "words": words}}


def _contacts(contacts: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """A phone number, address or prison number that stands alone in the story may be the person's own: ask."""
    kinds = {"phone": "phones", "email": "emails", "postcode": "postcodes", "prison_number": "prison_numbers"}
    alone = {fact: contacts[kind][0] for fact, kind in kinds.items() if len(contacts.get(kind, ())) == 1}
    return {fact: {"value": value, "words": phone_words(value) if fact == "phone" else value} for fact, value in alone.items()}


def _adjustments(signals: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the story says would help, to be offered and not assumed (SM-1.48)."""
    wanted = [ADJUSTMENTS[row["name"]] for row in signals if row["name"] in ADJUSTMENTS]
    words = " and ".join(dict.fromkeys(wanted))
    return {"adjustments": {"value": words.capitalize(), "words": words}} if words else {}


def _choices(ex: Exchange, text: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {
        fact: {"value": one.value, "words": f"{clause(fact, one.value, ex.script)} ({quoted(one.words)})", "said": one.words}
        for fact, one in said_in(text).items()
    }
    found.update(_for_whom(text))
    if found.get("complaining_for", {}).get("value") != "someone_else":
        found.pop("aggrieved_situation", None)
        found.pop("relationship", None)
    return found


def _for_whom(text: str) -> dict[str, dict[str, Any]]:
    """Whose complaint it seems to be: as they say it, else by what befell whom."""
    said, died, befell = whose(text), DIED.search(text) or LATE.search(text), HAPPENED_TO.search(text)
    of_their_own = OWN_MATTER.search(text) is not None
    if said is not None and said.who is None:
        return _of("you")
    if died and not of_their_own:
        return {
            **_of(f"your {died[1].lower()}"),
            "aggrieved_situation": {"value": "died", "words": f"your {died[1].lower()} died"},
        }
    if befell and (befell[1] or not of_their_own):
        return _of(f"your {(befell[1] or befell[2]).lower()}")
    if said is not None and said.who:
        return _of(said.who)
    if CLIENT.search(text):
        return _of("your client")
    return _of("you") if _is_their_own(text) else {}


def _of(who: str) -> dict[str, dict[str, Any]]:
    if who == "you":
        return {"complaining_for": {"value": "self", "words": who, "only_in_check": True}}
    return {"complaining_for": {"value": "someone_else", "words": who}}


def _is_their_own(text: str) -> bool:
    if re.search(rf"\b(?:my|our|wor|me|ma) {PEOPLE}\b", text, re.IGNORECASE):
        return False
    return MINE.search(text) is not None or (OWN.search(text) is not None and OTHERS.search(text) is None)


def _name_and_wish(text: str) -> dict[str, dict[str, Any]]:
    """'My name is Joan Ashworth', 'I just want an apology': offered in the person's own words."""
    found: dict[str, dict[str, Any]] = {}
    if name := MY_NAME.search(text):
        found["name"] = {"value": name[1], "words": name[1]}
    if wish := WISH.search(text):
        said = " ".join(wish[0].split())
        found["outcome_sought"] = {"value": said[:1].upper() + said[1:], "words": quoted(said)}
    return found

"""One check for all that a story seems to say: 'Let me check that I have this right', one yes, and none of it asked again.

After the story come its heads of complaint and its facts; before the contact questions the contact details it held. What
is not right is put right at once ('no, it was 2023'), or named and asked; nothing is assumed (SM-1.32).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions import answering, heads
from actions.applying import apply
from actions.corrections import read_value
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.heard import say_clauses
from actions.naming import named_in
from actions.people import PEOPLE
from actions.phrasing import clause
from actions.proposals import propose_from
from actions.said import said_in
from actions.state import State
from actions.whose import whose
from service_model.facts import FACTS

STORY = (
    "organisation", "complaining_for", "aggrieved_situation", "relationship", "event_on", "aware_on", "complained_on",
    "local_stage", "replied_on", "reply_format", "further_stage_available", "meeting_offered", "mp_referral", "put_to_mp_on",
    "legal_action", "outcome_sought", "outcome_kind",
)  # fmt: skip
CONTACT = ("name", "preferred_contact", "phone", "email", "postcode")
OF_THE_OTHER = ("aggrieved_situation", "relationship")
BARE = 5  # words of a yes or a no that says nothing else
ITS_MY = re.compile(rf"\b(?:it was|it'?s|it is|i'?m here for|i mean|i meant|for) my ({PEOPLE})\b", re.IGNORECASE)
_NOT = re.compile(r",?\s*\bnot\b[^,.;!?\n]*", re.IGNORECASE)


def offer(ex: Exchange, fact: str | None) -> bool:
    """Offers the check before `fact` is asked, when there is enough to check. Returns True when it did."""
    group = _group(ex, fact)
    if fact is None or not group:
        return False
    facts = [name for name in group if _may_offer(ex.state, name)]
    offered = heads.to_offer(ex) if group is STORY else []
    if len(facts) + len(offered) < 2 or not (facts or offered):
        return False
    ex.state.proposal = {"fact": fact, "facts": facts, "heads": offered, "words": "", "group": group[0]}
    ex.state.notes["offered"] = _buttons(ex)
    ex.say_text(words(ex), buttons=_buttons(ex))
    ex.asked_already = True
    return True


def words(ex: Exchange) -> str:
    """The check as it is said."""
    proposal = ex.state.proposal or {}
    quoted: set[str] = set()
    facts = "\n".join(f"- {_clause(ex, name, quoted)}" for name in proposal.get("facts", []))
    rows = heads.lines(ex, proposal.get("heads", []))
    name = "utter_check_heads_and_facts" if rows and facts else "utter_check_heads" if rows else "utter_check_facts"
    return ex.script.text(name, ex.state.channel, heads=rows, facts=facts)


def is_open(state: State) -> bool:
    """Does a check stand open?"""
    return bool(state.proposal) and ("facts" in (state.proposal or {}))


def answer(ex: Exchange) -> bool:
    """The answer to the check. Returns False when it was none."""
    proposal = ex.state.proposal or {}
    yes = answering.read_bool(ex)
    bare = ex.message.clicked or len(ex.message.words) <= BARE
    changes = {} if ex.message.clicked else _changes(ex, proposal)
    named = None if ex.message.clicked or changes or not _says_wrong(ex) else named_in(ex.message.text, proposal["facts"])
    wrong_heads = [] if ex.message.clicked else heads.named_wrong(ex, proposal.get("heads", []))
    if not ex.message.clicked and "complaining_for" in proposal["facts"]:
        _whose(ex, proposal, changes)
    if named and not changes and not wrong_heads:
        _close(ex, leaving_out=[named], changes={}, wrong_heads=[])
        ex.ask(named)
        return True
    if changes or wrong_heads:
        _close(ex, changes=changes, wrong_heads=wrong_heads)
    elif yes is True:
        _close(ex)
    elif yes is False and bare and not proposal.get("which"):
        proposal["which"] = True
        ex.say("utter_check_which")
        ex.asked_already = True
        return True
    elif proposal.get("which") or yes is False:
        _one_by_one(ex)
    else:
        return False
    ex.state.notes["answered"] = proposal["fact"]
    ex.state.asked = None  # whatever comes next is asked in full
    return True


def _whose(ex: Exchange, proposal: dict[str, Any], changes: dict[str, Any]) -> None:
    """'It was my sister', 'I write on my own behalf': whose complaint it is, in the place of what was offered."""
    said, named = whose(ex.message.text), ITS_MY.search(ex.message.text)
    if said is not None and said.who is None:
        if ex.state.proposals["complaining_for"]["value"] != said.value:
            changes["complaining_for"] = said.value
    elif (who := said.who if said else named and f"your {named[1].lower()}") is not None:
        changes["complaining_for"] = "someone_else"
        proposal["who"] = who


def _says_wrong(ex: Exchange) -> bool:
    """Does it say that something is wrong, or answer what is?"""
    proposal = ex.state.proposal or {}
    return bool(proposal.get("which")) or has_cue("correction", ex.message.text) or answering.read_bool(ex) is False


def finish(state: State) -> None:
    """The check is over, whatever came of it: it is not offered again."""
    if is_open(state):
        state.notes.setdefault("checked", []).append((state.proposal or {})["group"])
        state.proposal = None
        state.notes.pop("offered", None)


def _close(
    ex: Exchange, *, leaving_out: Sequence[str] = (), changes: dict[str, Any] | None = None, wrong_heads: Sequence[int] = ()
) -> None:
    """Takes what was right and what was put in its place; what was only named as wrong is asked."""
    proposal, state = ex.state.proposal or {}, ex.state
    changes = changes or {}
    if "complaining_for" in changes:
        leaving_out = [*leaving_out, *OF_THE_OTHER]  # what was read of one relative is not true of another, or of themselves
    for name in proposal["facts"]:
        row = state.proposals.pop(name, None)
        if name in changes or name in leaving_out or row is None:
            continue
        apply(ex, name, row["value"], source="read_and_confirmed", words=row.get("said") or row["words"])
    for name, value in changes.items():
        apply(ex, name, value, words=ex.message.text)
    if "event_on" in (*changes, *leaving_out) and state.proposals.get("aware_on", {}).get("guessed"):
        state.proposals.pop("aware_on")  # it was guessed from the day that was wrong
    heads.keep(ex, proposal.get("heads", []), wrong=wrong_heads)
    finish(state)
    if changes:
        ex.say("utter_proposal_denied")
        say_clauses(ex, [_said_again(ex, name, proposal) for name in changes if name in state.answers])
    elif leaving_out or wrong_heads:
        ex.say("utter_proposal_denied")


def _one_by_one(ex: Exchange) -> None:
    """Nothing of it is taken: what they wrote is kept as one more head, and each thing is asked when its turn comes."""
    proposal = ex.state.proposal or {}
    heads.keep(ex, proposal.get("heads", []), agreed=False)
    if len(ex.message.words) > BARE:
        heads.add_own(ex, ex.message.text)
    finish(ex.state)
    ex.say("utter_check_one_by_one")


def _changes(ex: Exchange, proposal: dict[str, Any]) -> dict[str, Any]:
    """What the message puts in the place of something checked: 'no, it was 2023', 'it was my sister', 'not DWP, HMRC'."""
    text = _NOT.sub("", ex.message.text) if not re.match(r"\W*not\b", ex.message.text, re.IGNORECASE) else ex.message.text
    facts: list[str] = proposal["facts"]
    found: dict[str, Any] = {name: one.value for name, one in said_in(text).items() if name in facts}
    probe = Exchange(State(channel=ex.state.channel), ex.message, ex.today, ex.reader, ex.script)
    propose_from(probe, text)
    for name, row in probe.state.proposals.items():
        if name in facts and not row.get("guessed"):
            found.setdefault(name, row["value"])
    dates = [name for name in facts if FACTS[name].kind == "date"]
    if dates and not any(name in found for name in dates):
        name = named_in(text, dates) or (dates[0] if "event_on" not in dates else "event_on")
        value = read_value(ex, name, text)
        if value is not None:
            found[name] = value
    if has_cue("only_mentioned", text):
        found.pop("organisation", None)  # 'not the court': a word that stands for a body names nobody
    if "event_on" in found and "event_on" not in facts:
        found.pop("event_on")
    if "organisation" in facts and "organisation" not in found:
        value = read_value(ex, "organisation", text)
        if value is not None:
            found["organisation"] = value
    return {name: value for name, value in found.items() if value != ex.state.proposals.get(name, {}).get("value")}


def _group(ex: Exchange, fact: str | None) -> tuple[str, ...]:
    done = ex.state.notes.get("checked", [])
    if fact in CONTACT and CONTACT[0] not in done:
        return CONTACT
    if STORY[0] in done or fact in (None, "asks_us_to_act", "wants_caseworker", "consent_to_process", "story", *CONTACT):
        return ()
    return STORY


def _may_offer(state: State, name: str) -> bool:
    row = state.proposals.get(name)
    return row is not None and not state.is_settled(name) and not row.get("guessed")


def _clause(ex: Exchange, name: str, quoted: set[str]) -> str:
    """The line of one fact. The sentence it was read from is quoted once, however much it says."""
    row = ex.state.proposals[name]
    if row.get("said") in quoted:
        return clause(name, row["value"], ex.script)
    quoted |= {row["said"]} if "said" in row else {str(row["value"]) if name == "outcome_sought" else ""}
    if name == "complaining_for" and row["value"] == "someone_else":
        return ex.script.text("heard_complaining_for_them", "web", value=row["words"])
    if "said" in row or name == "aggrieved_situation":
        return str(row["words"])
    return clause(name, row["value"], ex.script, row["words"] if FACTS[name].kind in ("date", "organisation") else "")


def _said_again(ex: Exchange, name: str, proposal: dict[str, Any]) -> str:
    if name == "complaining_for" and "who" in proposal:
        return ex.script.text("heard_complaining_for_them", "web", value=proposal["who"])
    return clause(name, _value(ex, name), ex.script)


def _value(ex: Exchange, name: str) -> Any:
    value = ex.state.answers.get(name)
    return {"text": value, "body": ex.state.body} if name == "organisation" else value


def _buttons(ex: Exchange) -> list[dict[str, str]]:
    return list(ex.script.variant("utter_check_facts", ex.state.channel).get("buttons") or [])

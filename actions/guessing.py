"""'Do you mean that ...?': what an unclear answer most likely meant, offered once for a question and never taken by itself."""

from __future__ import annotations

from typing import Any

from actions.answering import options_of
from actions.applying import keep_tried
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.phrasing import clause
from actions.the_mp import ABOUT_THEM, is_only_of_the_mp
from narrative.answers import Answer, may_mean
from narrative.choosing import folded_text
from service_model.contradictions import outdated_by
from service_model.facts import FACTS

OF_AN_ANSWER = ("replied_on", "reply_format")


def do_you_mean(ex: Exchange, name: str) -> bool:
    """Asks whether the likeliest option is meant, instead of the whole question again. Returns False when none is likely."""
    fact, tried = FACTS[name], ex.state.notes.setdefault("guessed", [])
    if fact.kind != "choice" or ex.message.clicked or name in tried or name == "confirm_summary":
        return False
    if ex.message.text.rstrip().endswith("?") or has_cue("asks", ex.message.text):
        return False  # a question to us is no answer that we misread
    if name in ABOUT_THEM and is_only_of_the_mp(ex.message.text):
        return False
    option = may_mean(name, ex.message.text, options_of(ex, fact))
    words = clause(name, option, ex.script) if option else ""
    if not words:
        return False
    tried.append(name)
    keep_tried(ex, name, ex.message.text)
    _guess(ex, name, option, words)
    return True


def would_undo(ex: Exchange, name: str, answer: Answer) -> bool:
    """A typed answer beside which earlier ones could not stand is asked about before they fall. Returns True when it asks.

    'There is no mention of that' to 'was it their final answer?' must not make an answer of theirs unsaid.
    """
    state, asked = ex.state, ex.state.notes.setdefault("undoing", [])
    if answer.status != "answered" or FACTS[name].kind != "choice" or ex.message.clicked or name in asked:
        return False
    falls = [fact for fact in outdated_by(name, {**state.answers, name: answer.value}) if fact in state.answers]
    titles = {folded_text(title) for title in ex.script.titles(name).get(str(answer.value), [])}
    words = clause(name, answer.value, ex.script)
    if not falls or not words or folded_text(ex.message.text[:400]) in titles:
        return False
    asked.append(name)
    _guess(ex, name, answer.value, words)
    return True


def _guess(ex: Exchange, name: str, value: Any, words: str) -> None:
    ex.state.proposal = {"fact": name, "value": value, "words": words, "said": ex.message.text, "guess": True}
    ex.state.notes["offered"] = ex.script.variant("utter_do_you_mean", ex.state.channel).get("buttons", [])
    ex.say("utter_do_you_mean", words=words)
    ex.asked_already = True


def was_it_final(ex: Exchange, name: str | None) -> bool:
    """Whoever told of an answer is asked whether it was the final one, not whether they complained at all. Asked once."""
    state, tried = ex.state, ex.state.notes.setdefault("guessed", [])
    told = any(fact in state.answers or fact in state.proposals for fact in OF_AN_ANSWER)
    if name != "local_stage" or not told or name in tried or name in state.proposals:
        return False
    tried.append(name)
    words = clause(name, "final", ex.script)
    state.proposal = {"fact": name, "value": "final", "words": words, "said": "", "guess": True, "otherwise": "under_way"}
    state.notes["offered"] = ex.script.variant("utter_was_it_final", state.channel).get("buttons", [])
    ex.say("utter_was_it_final")
    ex.asked_already = True
    return True


def forget_guess(ex: Exchange) -> None:
    """The answer was neither a yes nor a no: the question itself is asked again."""
    if ex.state.proposal and ex.state.proposal.get("guess"):
        ex.state.proposal = None
        ex.state.notes.pop("offered", None)

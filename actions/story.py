"""The story in the person's own words: what is read from it, and what is said back."""

from __future__ import annotations

import re

from actions.applying import note_notice
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.people import PEOPLE
from actions.proposals import OWN_MATTER, add_signals, propose_from
from actions.whose import Whose, whose

LATE_OWNER = re.compile(rf"\bmy late {PEOPLE}['’]s\b", re.IGNORECASE)
LONGEST_LOSS = 25  # words
SHORT_STORY, TELLS_MORE = 10, 7  # words: a story that hardly began, and an answer that says more than a name
ENOUGH = 3  # words
NOT_A_STORY = {"greet", "thanks", "affirm", "make_complaint"}


def is_no_story(ex: Exchange) -> bool:
    """A greeting or 'I want to complain': too little to be what happened."""
    words = ex.message.words
    if ex.message.clicked:
        return False
    if len(words) <= 15 and has_cue("no_beginning", ex.message.text):
        return True
    return len(words) < 3 or (len(words) <= 6 and ex.message.sure_intent in NOT_A_STORY)


def gather(ex: Exchange) -> str | None:
    """A story in bits ('dwp', 'pip', 'stopped'), as people write on a phone. Returns it whole once it is one, else None."""
    if (
        ex.message.sure_intent in NOT_A_STORY
        or has_cue("plain_yes_or_no", ex.message.text)
        or has_cue("no_beginning", ex.message.text)
    ):
        return None
    bits = [*ex.state.notes.get("story_bits", []), " ".join(ex.message.words)]
    ex.state.notes["story_bits"] = bits
    return ". ".join(bits) if sum(len(bit.split()) for bit in bits) >= ENOUGH else None


def goes_on(ex: Exchange) -> None:
    """'It's about my nan', and what happened follows with the name of the hospital: that is their story too."""
    story, text = str(ex.state.answers.get("story") or ""), ex.message.text.strip()
    is_long = len(ex.message.words) >= TELLS_MORE and not has_cue("plain_yes_or_no", text) and not text.endswith("?")
    if story and len(story.split()) < SHORT_STORY and is_long and not ex.message.clicked and text not in story:
        ex.state.answers["story"] = f"{story}\n{text}"


def tells_of_a_loss(ex: Exchange) -> bool:
    """'My baby died', in the place of a name: that is what happened. It is honoured and kept, and the question put again."""
    text = ex.message.text.strip()
    if ex.message.clicked or len(ex.message.words) > LONGEST_LOSS or not has_cue("death", text):
        return False
    reading = ex.reader.read(text, today=ex.today).as_dict()
    if reading["organisations"] or not any(row["name"] in ("bereavement", "avoidable_death") for row in reading["signals"]):
        return False
    story = str(ex.state.answers.get("story") or "")
    if text in story:
        return False
    ex.state.answers["story"] = f"{story}\n{text}".strip()
    propose_from(ex, text)
    ex.say("utter_acknowledge_loss" if OWN_MATTER.search(text) else "utter_acknowledge_bereavement")
    ex.ask_again()
    return True


def after_story(ex: Exchange) -> None:
    """Reads the story, keeps proposals and signals, and acknowledges what was told (SM-1.31)."""
    text = str(ex.state.answers.get("story") or "")
    if not text:
        return
    propose_from(ex, text)
    if has_cue("copied_in", text) and not has_cue("asks_for_action", text):
        add_signals(ex, [{"name": "copied_in", "reason": "The person writes that this is a copy."}])
    ex.say(_acknowledgement(ex, text))
    if "notices" not in ex.state.notes:
        ex.say("utter_can_and_cannot")
        note_notice(ex, "what_we_can_and_cannot_do", "utter_can_and_cannot")


def _acknowledgement(ex: Exchange, text: str) -> str:
    """What is said to the story: of a loss only where one was told, and of speaking for somebody only where they do."""
    if not _tells_of_a_death(ex, text):
        return "utter_acknowledge_story"
    own = whose(text) == Whose("self", None) or OWN_MATTER.search(text) is not None
    return "utter_acknowledge_loss" if own else "utter_acknowledge_bereavement"


def _tells_of_a_death(ex: Exchange, text: str) -> bool:
    """Did somebody die? Not 'my late husband's sister', who only writes; nor harm that could have been avoided."""
    signals = {row["name"] for row in ex.state.signals}
    if "bereavement" in signals and (plain := LATE_OWNER.sub("", text)) != text:
        signals = {row["name"] for row in ex.reader.read(plain, today=ex.today).as_dict()["signals"]}
    return bool(signals & {"bereavement", "avoidable_death"}) and has_cue("death", LATE_OWNER.sub("", text))

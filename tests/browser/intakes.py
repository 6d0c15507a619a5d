"""The ten complaints of `ten_intakes.yml`, the four ways to make each, and what of a case must be the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from commands.player import Player, Turn
from commands.sample import ANSWERS, answer_for
from commands.system import System
from tests.browser.form_person import FormPerson
from tests.browser.person import Person
from tests.browser.walker import Walker

HALFWAY = 7  # questions before the other way is taken, unless a complaint asks for fewer
_HOW_IT_CAME = frozenset({"channel", "provenance", "at", "received_at", "wording_version", "received_on"})


@dataclass(frozen=True)
class Intake:
    """One complaint."""

    name: str
    answers: Mapping[str, Any]
    expect: str | None
    in_browser: bool = False
    halfway: int = HALFWAY


@lru_cache(maxsize=1)
def intakes() -> tuple[Intake, ...]:
    """All ten."""
    rows = yaml.safe_load(Path(__file__).with_name("ten_intakes.yml").read_text(encoding="utf-8"))
    return tuple(Intake(**{**row, "answers": {**ANSWERS, **row["answers"]}}) for row in rows)


def same_in_every_way(value: Any) -> Any:
    """A record or a determination without when and through which door each part of it came."""
    if isinstance(value, dict):
        return {key: same_in_every_way(part) for key, part in value.items() if key not in _HOW_IT_CAME}
    if isinstance(value, list):
        return [same_in_every_way(part) for part in value]
    return value


class Speaker(Player):
    """A person in the chat over the JSON API, who may also go on in a talk that was begun in the form."""

    @property
    def cookie(self) -> dict[str, str]:
        """The key of this talk, as a browser carries it."""
        return {"redress_chat": f"{self.id}.{self._token}"}

    def take_over(self, walker: Walker) -> None:
        """Goes on where a form was left: opens the chat page, which asks the open question, and reads it."""
        walker.browser.get("/chat")
        self.id, _, self._token = walker.browser.http.cookies["redress_chat"].strip('"').partition(".")
        kept = self.transcript()
        self.facts, self.status, self.reference = kept["facts"], kept["status"], kept["reference"]
        last = kept["messages"][-1]
        buttons = [(row["title"], row["payload"]) for row in last.get("buttons", [])]
        self.turns.append(Turn(None, [last["text"]], kept["asked"], 0, buttons))

    def answer(self, answers: Mapping[str, Any], *, most: int = 70) -> int:
        """Answers what is asked to the end, or so many questions. Returns how many."""
        done = 0
        while self.asked and self.status == "open" and done < most:
            given = answer_for(self.asked, self.buttons, answers)
            done += 1
            if "choice" in given:
                self.choose(given["choice"])
            else:
                self.say(given["text"])
        return done


def by_chat(system: System, intake: Intake) -> str | None:
    """In the chat from beginning to end. Returns the reference, as every way does."""
    with Speaker(system.url) as speaker:
        speaker.open()
        speaker.answer(intake.answers)
        return speaker.reference


def by_form(system: System, intake: Intake) -> str | None:
    """In the form from beginning to end."""
    with Walker(system.url, intake.answers) as walker:
        walker.until("done")
        return walker.reference


def from_chat_to_form(system: System, intake: Intake) -> str | None:
    """Begun in the chat, finished in the form."""
    with Speaker(system.url) as speaker:
        speaker.open()
        speaker.answer(intake.answers, most=intake.halfway)
        with Walker(system.url, intake.answers, cookies=speaker.cookie) as walker:
            walker.until("done")
            return walker.reference


def from_form_to_chat(system: System, intake: Intake) -> str | None:
    """Begun in the form, finished in the chat."""
    with Walker(system.url, intake.answers) as walker, Speaker(system.url) as speaker:
        walker.some(intake.halfway)
        speaker.take_over(walker)
        speaker.answer(intake.answers)
        return speaker.reference


WAYS: Mapping[str, Callable[[System, Intake], str | None]] = {
    "chat": by_chat, "form": by_form, "chat to form": from_chat_to_form, "form to chat": from_form_to_chat
}  # fmt: skip


def seen_by_chat(page: Page, intake: Intake) -> str:
    """In the chat, in a real browser."""
    page.goto("/chat")
    return Person(page, intake.answers).talk_until_reference()


def seen_by_form(page: Page, intake: Intake) -> str:
    """In the form, in a real browser."""
    page.goto("/form")
    return FormPerson(page, intake.answers).fill_until_reference()


def seen_from_chat_to_form(page: Page, intake: Intake) -> str:
    """Begun in the chat, finished in the form, by the link on the page."""
    page.goto("/chat")
    person = Person(page, intake.answers)
    for _ in range(intake.halfway):
        person.answer_what_is_asked()
    page.get_by_role("link", name="Use the form instead").click()
    page.wait_for_url("**/form/*")
    return FormPerson(page, intake.answers).fill_until_reference()


def seen_from_form_to_chat(page: Page, intake: Intake) -> str:
    """Begun in the form, finished in the chat, by the link on the page."""
    page.goto("/form")
    filler = FormPerson(page, intake.answers)
    for _ in range(intake.halfway):
        filler.answer_page()
    page.get_by_role("link", name="go on in the chat").click()
    page.wait_for_url("**/chat")
    return Person(page, intake.answers).talk_until_reference()


SEEN_WAYS: Mapping[str, tuple[Callable[[Page, Intake], str], bool]] = {
    "chat": (seen_by_chat, True), "form": (seen_by_form, False),
    "chat to form": (seen_from_chat_to_form, True), "form to chat": (seen_from_form_to_chat, True),
}  # fmt: skip

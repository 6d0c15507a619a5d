"""One exchange: a message in, sayings and a changed state out. The steps of a turn all work on this."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from actions.message import Message
from actions.script import Script
from actions.state import State
from service_model.determination import Determination
from service_model.facts import FACTS, Fact

if TYPE_CHECKING:
    from narrative.reader import Reader


@dataclass(frozen=True)
class Say:
    """One thing to say: a response of domain.yml with values, or words put together here; with or without buttons."""

    response: str | None = None
    text: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TurnResult:
    """`slots` is the whole new state; `ask` the fact to be asked, None when the talk is over.

    `asked_already` says that `says` holds the question in other words, so that its usual wording must not follow.
    """

    slots: dict[str, Any]
    says: list[Say]
    ask: str | None
    asked_already: bool


@dataclass
class Exchange:
    """What a step of the turn may read and change."""

    state: State
    message: Message
    today: date
    reader: Reader
    script: Script
    says: list[Say] = field(default_factory=list)
    asked_already: bool = False
    determination: Determination | None = None
    echoed: list[str] = field(default_factory=list)  # the answers that were said back just before this message

    @property
    def fact(self) -> Fact | None:
        """The fact that was just asked."""
        return FACTS.get(self.state.asked or "")

    def say(self, response: str, *, buttons: list[dict[str, str]] | None = None, **values: Any) -> None:
        """Says a response of domain.yml; of several wordings the next one, so that none is heard twice in a row."""
        rows = self.script.variants(response, self.state.channel, self.state.as_slots())
        again = self.state.notes.get("last") == response
        self.state.notes["last"] = response
        nth = self._turn_of(response) if again or len(rows) > 1 else 0
        if len(rows) < 2 and not (again and nth % 2 == 0):
            self.says.append(Say(response=response, values=values, buttons=buttons or []))
            return
        text = self.script.text(response, self.state.channel, self.state.as_slots(), nth=nth, **values)
        if len(rows) < 2:
            text = f"{self.script.text('utter_as_before', self.state.channel)} {text}"
        own = rows[nth % len(rows)].get("buttons") or [] if rows else []
        self.says.append(Say(text=text, buttons=[*own, *(buttons or [])]))

    def _turn_of(self, response: str) -> int:
        counts = self.state.notes.setdefault("said", {})
        counts[response] = counts.get(response, -1) + 1
        return int(counts[response])

    def say_text(self, text: str, *, buttons: list[dict[str, str]] | None = None) -> None:
        """Says words put together from the script."""
        self.says.append(Say(text=text, buttons=buttons or []))

    def ask_again(self, *, lead: str | None = None, buttons: bool = True) -> None:
        """Puts the question that stands open once more, shorter and with another beginning than the last time."""
        fact = self.state.asked
        if fact is None:
            return
        count = int(self.state.notes.get("again", 0))
        self.state.notes["again"] = count + 1
        lead = lead or f"utter_again_{count % 3 + 1}"
        begin = self.script.text(lead, self.state.channel, self.state.as_slots(), nth=self._turn_of(lead))
        words = f"{begin} {self.short_question(fact)}".strip()
        self.say_text(words, buttons=self.question_buttons(fact) if buttons else [])
        self.asked_already = True

    def short_question(self, fact: str) -> str:
        """The question itself, without its introduction and explanation."""
        if self.state.proposal and "facts" in self.state.proposal:
            return self.script.text("utter_check_short", self.state.channel)
        if self.state.proposal and self.state.proposal.get("guess"):
            return self.script.text("utter_do_you_mean_short", self.state.channel, words=self.state.proposal["words"])
        form = self.script.text(f"utter_ask_{fact}", "form").split("\n")[0]  # made to be one short question
        if form.endswith("?") and not self.state.proposal:
            return form
        return core(self.script.text(f"utter_ask_{fact}", self.state.channel, self.state.as_slots()))

    def question_buttons(self, fact: str) -> list[dict[str, str]]:
        """The buttons that belong under the question now: what was offered, else those of the script."""
        return self.state.notes.get("offered") or self.script.buttons(fact, self.state.channel, self.state.as_slots())

    def ask(self, fact: str | None) -> None:
        """Makes `fact` the next question, in its usual wording."""
        if fact != self.state.asked:
            self.state.misunderstood = 0
            self.state.notes.pop("offered", None)
            self.state.notes.pop("again", None)
            self.state.notes.pop("typed", None)
            self.state.notes.pop("asides", None)
        if self.state.proposal and self.state.proposal.get("fact") != fact:
            self.state.proposal = None
        self.state.asked = fact
        self.asked_already = False

    def result(self) -> TurnResult:
        """The turn as the caller needs it."""
        return TurnResult(self.state.as_slots(), self.says, self.state.asked, self.asked_already)


def core(question: str) -> str:
    """The last sentence that asks; without a question mark, the first sentence."""
    sentences = [row.strip() for row in re.split(r"(?<=[.?!:])\s+|\n+", question) if row.strip()]
    asking = [row for row in sentences if row.endswith("?")]
    if len(asking) > 1 and len(asking[-1].split()) <= 3:  # 'May we ...? ... Do you agree?'
        asking.pop()
    return (asking or sentences or [""])[-1 if asking else 0]

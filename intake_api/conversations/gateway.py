"""The gateway: between a person and the assistant. Nothing lost, nothing handled twice, safety first, consent before storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from intake_api import voice, wording
from intake_api.adjustments import asking, needs, plainer
from intake_api.case_status import in_chat
from intake_api.conversations import clean, drafts, notices, safety
from intake_api.conversations.rasa_client import RasaClient, RasaReply, RasaUnavailableError
from intake_api.conversations.store import BusyError, Hold, TalkStore
from intake_api.conversations.talk import MAX_MESSAGES, Consent, Said, Talk, consent_changes
from intake_api.db.base import utc_now
from intake_api.logging import describe, get_logger
from intake_api.problems import Problem
from service_model.talking import CONSENTS

log = get_logger("intake_api.conversations")

OPENING = "/start_intake"
READ_NOTE = "/repeat_question"  # with a note beside it: what the note says is offered when the question is put again
MOST_ATTEMPTS = 3  # after that a message the assistant cannot digest stops holding up the others


@dataclass(slots=True)
class Reply:
    """What comes back for one message. `notices` are said now and not kept: the assistant is away, the chat restarted."""

    talk: Talk | None
    messages: list[Said] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    available: bool = True


def said_now(words: str, at: datetime) -> Said:
    """Urgent words that are not kept, because the message they answer could not be."""
    return Said(0, "assistant", words, at, kind="safety")


class Gateway:
    """Takes messages in, hands answers out. Safe to use from many threads and processes."""

    def __init__(
        self,
        store: TalkStore,
        rasa: RasaClient,
        now: Callable[[], datetime] = utc_now,
        *,
        is_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self._store, self._rasa, self._now, self._is_on = store, rasa, now, is_on

    def open(self, conversation_id: str) -> Reply:
        """Greets, or says what is missing: delivers whatever the assistant has not heard yet. Also 'Try again'.

        Raises UnknownTalkError, BusyError.
        """
        with self._store.hold(conversation_id) as hold:
            before = len(hold.talk.messages)
            reply = self._deliver(hold, was_lost=hold.talk.was_lost)
            if not hold.talk.was_lost:
                reply.messages = hold.talk.messages[min(before, len(hold.talk.messages)) :]
            hold.release()
            return reply

    def say(
        self,
        conversation_id: str,
        *,
        message_id: str,
        text: str | None = None,
        choice: str | None = None,
        note: str | None = None,
        status: in_chat.Teller | None = None,
    ) -> Reply:
        """One message of a person: typed (`text`) or a button on offer (`choice`). The same `message_id` counts once.

        `note` is what staff wrote beside a call: read for answers to offer, once there is consent. `status` answers a message
        that holds a reference and a code; the assistant does not hear it.

        Raises InputProblemError, UnknownTalkError, BusyError. A message that suggests harm is answered in every case,
        also when the database is away.
        """
        signal = safety.signal_in(text) if text else None
        try:
            told = self._tell_status(conversation_id, message_id, text, status) if text and status and signal is None else None
            reply = told or self._say(conversation_id, message_id, text, choice, signal, note)
        except (clean.InputProblemError, BusyError) as problem:
            problem.urgent = safety.words_for(signal, "web") if signal else None
            raise
        except SQLAlchemyError as error:
            log.error("conversation_store_failed", exception=describe(error))
            return self.without_database(text or "")
        if signal is not None and not any(said.kind == "safety" for said in reply.messages):
            reply.messages.insert(0, said_now(safety.words_for(signal, "web"), self._now()))
        return reply

    def read_note(self, conversation_id: str, note: str) -> Reply:
        """Lets the assistant read what staff wrote beside a call, and ask the open question anew with what it found.

        Nothing is said by anybody. Raises UnknownTalkError, BusyError.
        """
        with self._store.hold(conversation_id) as hold:
            talk, before = hold.talk, len(hold.talk.messages)
            reply = Reply(talk)
            if talk.has_consent and talk.status == "open" and not talk.undelivered:
                try:
                    self._take_answer(talk, self._ask(talk, READ_NOTE, {"note": note}), None)
                except RasaUnavailableError as error:
                    log.warning("assistant_unavailable", reason=str(error))
                    reply.available = False
                    reply.notices.append(notices.unavailable(is_kept=talk.has_consent))
                reply.messages = talk.messages[before:]
            hold.release()
            return reply

    @staticmethod
    def without_database(text: str) -> Reply:
        """What can still be said when nothing can be kept: the words that help. Raises Problem 503 when they are not needed."""
        signal = safety.signal_in(text) if text else None
        if signal is None:
            raise Problem(503, "Not available", notices.not_kept())
        words = said_now(safety.words_for(signal, "web"), utc_now())
        return Reply(None, [words], [notices.not_kept()], available=False)

    def _say(
        self,
        conversation_id: str,
        message_id: str,
        text: str | None,
        choice: str | None,
        signal: dict[str, Any] | None,
        note: str | None = None,
    ) -> Reply:
        earlier: list[Said] = []

        def receive(talk: Talk) -> bool:
            talk.note = note if talk.has_consent else None
            known = talk.with_message_id(message_id)
            if known is not None:
                earlier.append(known)
                return not known.delivered
            if talk.was_lost:
                return True
            earlier.append(self._receive(talk, message_id, text, choice, signal))
            return True

        with self._store.hold(conversation_id, receive, message_id=message_id) as hold:
            if not hold.is_open:
                return Reply(hold.talk, hold.talk.replies_to(earlier[0]))
            was_lost = hold.talk.was_lost
            reply = self._deliver(hold, was_lost=was_lost, is_urgent=signal is not None)
            if earlier and not was_lost:
                reply.messages = _answers(hold.talk, earlier[0], reply)
            hold.release()
            return reply

    def _tell_status(self, conversation_id: str, message_id: str, text: str, status: in_chat.Teller) -> Reply | None:
        """The answer to a message with a reference and a code in it; None for any other, and for one that is known.

        What is kept says that they were given. An open question is put again, because it was not answered.
        """
        pair = in_chat.pair_in(text)
        if pair is None:
            return None
        talk = self._store.read(conversation_id)
        if talk.channel == "phone" or talk.was_lost or talk.length >= MAX_MESSAGES or talk.with_message_id(message_id):
            return None
        words = in_chat.answer(pair, status, was_asked=_was_asked_for_status(talk))
        if words is None:
            return None
        with self._store.hold(conversation_id) as hold:
            talk, now = hold.talk, self._now()
            if known := talk.with_message_id(message_id):  # the same message was faster
                hold.release()
                return Reply(talk, talk.replies_to(known))
            said = talk.add("person", wording.text("utter_status_given"), now, message_id=message_id)
            talk.add("assistant", words, now, reply_to=said.seq, kind=in_chat.KIND)
            if talk.status == "open" and talk.is_opened and talk.asked and self._is_on():
                try:
                    self._take_answer(talk, self._ask(talk, READ_NOTE, {}), said)
                except RasaUnavailableError as error:
                    log.warning("assistant_unavailable", reason=str(error))
            hold.release()
            return Reply(talk, talk.replies_to(said))

    def _receive(self, talk: Talk, message_id: str, text: str | None, choice: str | None, signal: dict[str, Any] | None) -> Said:
        """Checks and notes what the person says, with the words that must not wait."""
        if choice is not None:
            button = clean.chosen(choice, talk.offered)
            said_text, payload = button["title"], button["payload"]
        else:
            said_text, payload = clean.typed(text or ""), None
        if signal is None:
            if talk.length >= MAX_MESSAGES:
                raise clean.InputProblemError("text", notices.too_many_messages(), given=said_text)
            if not talk.has_consent and drafts.is_full(talk):
                raise clean.InputProblemError("text", notices.DRAFT_FULL, given=said_text)
        said = talk.add("person", said_text, self._now(), choice=payload, message_id=message_id, delivered=False)
        if talk.channel != "phone" and needs.is_under_18(talk):
            asking.note_under_18(talk)
        if signal is not None:
            talk.add("assistant", safety.words_for(signal, talk.channel), self._now(), reply_to=said.seq, kind="safety")
            talk.add_signals([{key: signal[key] for key in ("name", "detail", "reason")}])
        return said

    def _deliver(self, hold: Hold, *, was_lost: bool, is_urgent: bool = False) -> Reply:
        """Lets the assistant hear what it has not heard yet, in order, and saves after each answer.

        The last answer is saved by the caller's `release`: one transaction, not two.
        """
        talk = hold.talk
        reply = Reply(talk, notices=[notices.RESTARTED] if was_lost and talk.status == "open" else [])
        if was_lost and talk.status != "open":
            reply.notices.append(notices.ENDED)
            return reply
        if talk.channel != "phone":
            needs.speak_for(talk)
        if talk.channel != "phone" and talk.status == "open" and not self._is_on():
            reply.available = False
            reply.notices.append(notices.switched_off(is_kept=talk.has_consent, has_said=talk.has_said))
            return reply
        try:
            if not talk.is_opened:
                self._hear(talk, None, is_urgent=is_urgent)
                reply.messages = list(talk.messages)
                talk.was_lost = False
                if talk.undelivered:
                    hold.save()
            waiting = talk.undelivered
            for said in waiting:
                self._hear(talk, said, is_urgent=is_urgent)
                if said is not waiting[-1]:
                    hold.save()
        except RasaUnavailableError as error:
            log.warning("assistant_unavailable", reason=str(error))
            self._note_failure(talk, error)
            reply.available = False
            reply.notices.append(notices.unavailable(is_kept=talk.has_consent, has_said=talk.has_said))
        return reply

    def _note_failure(self, talk: Talk, error: RasaUnavailableError) -> None:
        """A message that the assistant was given and failed on stops holding up the others after a few tries."""
        if not error.was_heard or not talk.undelivered:
            return
        talk.attempts += 1
        if talk.attempts >= MOST_ATTEMPTS:
            talk.mark_delivered(talk.undelivered[0], kind="unheard")

    def _hear(self, talk: Talk, said: Said | None, *, is_urgent: bool) -> None:
        """One turn with the assistant: the message (or the opening), its answer, the new state, the consents."""
        message, whole = (
            (OPENING, None) if said is None else (said.choice, None) if said.choice else clean.for_assistant(said.text)
        )
        metadata = {"full_text": whole, **({"note": talk.note} if talk.note else {})}
        answer = self._ask(talk, message, metadata, is_urgent=is_urgent)
        talk.is_opened = True
        if said is not None:
            talk.mark_delivered(said)
        self._take_answer(talk, answer, said)

    def _ask(self, talk: Talk, message: str, metadata: dict[str, Any], *, is_urgent: bool = False) -> RasaReply:
        return self._rasa.send(
            channel=talk.channel, sender=talk.id, message=message, state=talk.state,
            metadata={**metadata, "signals": talk.signals}, is_urgent=is_urgent,
        )  # fmt: skip

    def _take_answer(self, talk: Talk, answer: RasaReply, said: Said | None) -> None:
        before = dict(talk.slots)
        for utterance in answer.messages:
            offered = [button.model_dump() for button in utterance.buttons]
            text, buttons = plainer.exchange(utterance.name, utterance.text or "", offered, talk.channel)
            kind = in_chat.KIND if utterance.name == in_chat.ASKS else "talk"
            talk.add("assistant", text, self._now(), buttons=buttons, reply_to=said.seq if said else None, kind=kind)
        talk.take_state(answer.state.model_dump())
        record_consents(talk, before, self._now())


def record_consents(talk: Talk, before: dict[str, Any], now: datetime, *, channel: str | None = None) -> None:
    """Writes down which consents a turn gave or refused, and what follows for what may be kept (decision 003).

    `channel` is where the question was shown when that is not the talk's own: `form`.
    """
    changes = consent_changes(before, talk.slots)
    if wants_deletion(talk) and "consent_to_process" not in changes:
        changes["consent_to_process"] = False  # refused just now, or taken back
    for name, given in changes.items():
        version = _wording_shown(talk, name, channel)
        talk.new_consents.append(Consent(CONSENTS[name], given, version, now, channel or talk.channel))
    if changes.get("consent_to_process"):
        talk.has_consent = True
    if changes.get("consent_to_process") is False:
        _keep_last_words_only(talk)
        talk.forget()
    elif talk.has_consent and _has_begun_again(talk, before):
        _keep_last_words_only(talk)


def wants_deletion(talk: Talk) -> bool:
    """Did the person stop before anything was sent? Then we said that what they told us is deleted (utter_stopped).

    Who only wanted advice, and no caseworker, was not told so: their chat stays readable until it expires.
    """
    slots = talk.slots
    return slots.get("submission") == "stopped" and talk.reference is None and slots.get("wants_caseworker") is not False


def _has_begun_again(talk: Talk, before: dict[str, Any]) -> bool:
    return before.get("consent_to_process") is True and talk.slots.get("consent_to_process") is None


def _keep_last_words_only(talk: Talk) -> None:
    """What the person said is gone; what the assistant said last stays readable, in memory only."""
    talk.messages = [said for said in talk.messages if said.sender == "assistant" and _is_latest(talk, said)]
    talk.signals, talk.unsaved, talk.has_consent = [], set(), False


def _wording_shown(talk: Talk, name: str, channel: str | None) -> str:
    """The version of the wording: the assistant's own note of what it showed, else the script's."""
    if voice.current().channels(talk.channel) and talk.channel != "phone":
        return wording.version(f"utter_ask_{name}", channel or talk.channel)  # simpler words than the assistant knows of
    noted = [row for row in (talk.slots.get("notes") or {}).get("consents", []) if row.get("purpose") == CONSENTS[name]]
    if noted and channel is None:
        return str(noted[-1]["wording_version"])
    return wording.version(f"utter_ask_{name}", channel or talk.channel)


def _is_latest(talk: Talk, said: Said) -> bool:
    spoken = [row.seq for row in talk.messages if row.sender == "person"]
    return not spoken or said.seq > spoken[-1]


def _was_asked_for_status(talk: Talk) -> bool:
    """Did the assistant ask for reference and code since the person last spoke, or just answer such a message?"""
    spoken = max((said.seq for said in talk.messages if said.sender == "person"), default=0)
    return any(said.seq > spoken and said.kind == in_chat.KIND for said in talk.messages)


def _answers(talk: Talk, said: Said, reply: Reply) -> list[Said]:
    """What to show for one message: the answers to it, or whatever is left when the talk was just wiped."""
    still_there = any(row is said for row in talk.messages)
    return talk.replies_to(said) if still_there else list(talk.messages)

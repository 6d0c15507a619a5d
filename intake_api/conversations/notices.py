"""What the gateway itself says, when the assistant cannot. Plain words, what happened, what to do."""

from __future__ import annotations

from intake_api.conversations.contacts import office

RESTARTED = (
    "We had to start this chat again. We do not keep anything until you have agreed to it, so what you wrote before is gone. "
    "Please carry on from here."
)
ENDED = "This chat has ended and what you told us has been deleted. You can start again at any time."
FULL = "This chat has become very long and cannot take more. Everything you said is kept. Please use the form, or call us."
DRAFT_FULL = (
    "We cannot hold more before you have said whether we may use what you tell us. Please answer that question first: "
    "choose one of the answers, or write yes or no."
)
OPENED_ELSEWHERE = (
    "This chat was opened in another place with a code, so it is closed here. Go on there, or ask for a new code. "
    "This is a new chat."
)
BUSY = "Your last message is still being answered. Wait a moment, then send this one again."
MOVED_ON = (
    "This chat has gone on since this page was shown, perhaps in another window. Your answer was not sent. "
    "Look at the question above, then send an answer to it."
)
FORM_MOVED_ON = "You have answered some questions in the form. We go on from there."


def unavailable(*, is_kept: bool, has_said: bool = True) -> str:
    """The assistant is away. `is_kept`: what was said is in the database (there is consent). `has_said`: anything at all."""
    kept = "What you have said is kept. " if is_kept else "What you have typed is kept in this chat for now. "
    return (
        f"The assistant is not available right now. {kept if has_said else ''}You can try again in a moment, "
        f"go on with the form (your answers come with you), or call us on {office().phone}."
    )


def switched_off(*, is_kept: bool, has_said: bool = True) -> str:
    """An operator switched the assistant off."""
    kept = "What you have said is kept. " if is_kept else "What you have typed is kept in this chat for now. "
    return (
        f"The assistant is switched off at the moment. {kept if has_said else ''}Please use the form: your answers come with "
        f"you. Or call us on {office().phone}."
    )


def not_kept() -> str:
    """The database is away: this message could not be kept."""
    return f"We cannot keep messages right now, so this one was not taken. Try again in a moment, or call us on {office().phone}."


def too_many_messages() -> str:
    """The chat is at its bound."""
    return f"{FULL} Our number is {office().phone}."

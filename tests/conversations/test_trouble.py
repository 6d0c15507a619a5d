"""When something breaks in the middle: nothing is lost, nothing counts twice, and the person is told plainly."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import playing
from commands.paths import ROOT
from commands.player import Player

if TYPE_CHECKING:
    from commands.system import System

STORY = "Royal Hallamshire Hospital cancelled my scan without telling me and I sat there for four hours"
LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def talk_to(system: System) -> Player:
    return Player(system.url, api_token=system.secrets.api_token)


def answer_until(player: Player, fact: str | None) -> None:
    """Answers as an ordinary person until `fact` is asked (None: to the end)."""
    intake = playing.read(playing.HERE / "nhs_trust_ready.yml")
    while player.asked and player.asked != fact:
        said = playing.answer_to(intake, player.asked, {}, player)
        assert said is not None, player.asked
        playing.send(player, said)


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.2)
    return what()


def test_rasa_dies_in_mid_conversation_and_the_talk_goes_on_where_it_was(running_system: System) -> None:
    with talk_to(running_system) as player:
        player.open()
        player.say("yes I agree")
        player.say(STORY)
        running_system.kill("rasa", restart=False)
        try:
            away = player.say("yes that's right")
            assert not player.available
            assert "\n".join(away.replied).strip()
            assert player.facts["story"] == STORY
        finally:
            running_system.start(["rasa"])
            running_system.wait_ready(["rasa"], deadline=120)
        back = player.retry()
        assert player.available
        assert player.asked == "local_stage", back.replied
        assert player.facts["organisation"] == "Sheffield Teaching Hospitals NHS Foundation Trust"
        answer_until(player, None)
        assert player.reference


def test_the_same_message_twice_counts_once(running_system: System) -> None:
    with talk_to(running_system) as player:
        player.open()
        first = player.say("yes I agree", message_id="same-1")
        again = player.say("yes I agree", message_id="same-1")
        assert again.replied == first.replied
        said = [row for row in player.transcript()["messages"] if row["sender"] == "person"]
        assert len(said) == 1
        assert player.asked == "story"


def test_after_a_reload_everything_stands_where_it_was(running_system: System) -> None:
    with talk_to(running_system) as player:
        player.open()
        player.say("yes I agree")
        player.say(STORY)
        seen = player.transcript()
        assert seen["asked"] == player.asked == "organisation"
        assert [row["text"] for row in seen["messages"] if row["sender"] == "person"] == ["yes I agree", STORY]
        assert seen["messages"][-1]["text"] == player.turns[-1].replied[-1]


def test_the_case_holds_the_recommendation_the_reasons_the_consents_and_the_flags(running_system: System) -> None:
    with talk_to(running_system) as player:
        player.open()
        player.say("yes I agree")
        player.say(STORY + " I felt so low that I wanted to end my life.")
        answer_until(player, None)
        case = player.case()
    determination, record = case["determination"], case["record"]
    assert determination["outcome"] == "ready_for_triage"
    assert all(finding["reason"] and finding["paragraphs"] for finding in determination["findings"])
    assert {flag["name"] for flag in determination["flags"]} & {"self_harm_risk"}
    assert case["is_urgent"] is True
    purposes = {row["purpose"]: row for row in record["consents"]}
    assert set(purposes) == {"process_complaint", "obtain_and_share_information"}
    assert all(row["given"] and row["wording_version"] and row["at"] for row in purposes.values())
    assert record["provenance"]["organisation"]["source"] == "read_and_confirmed"
    assert record["issues"][0]["body"] == "sheffield"


def test_a_submission_that_fails_is_kept_told_and_delivered_later(running_system: System) -> None:
    with talk_to(running_system) as player:
        player.open()
        answer_until(player, "confirm_summary")
        running_system.kill("actions", restart=False)
        try:
            with actions_without_a_way_to_the_api(running_system):
                last = player.press("It is right, send it")
        finally:
            running_system.start(["actions"])
            running_system.wait_ready(["actions"], deadline=60)
        assert "kept" in "\n".join(last.replied)
        assert wait_for(lambda: player.transcript()["reference"] is not None, 30)
        reference = player.transcript()["reference"]
        assert player.case(reference)["determination"]["outcome"] == "ready_for_triage"
        assert reference in player.transcript()["messages"][-1]["text"]


@contextmanager
def actions_without_a_way_to_the_api(system: System) -> Iterator[None]:
    """An action server on the same port whose API address leads nowhere."""
    env = {
        **os.environ, "REDRESS_ACTIONS_PORT": str(system.ports.actions), "REDRESS_API_URL": "http://127.0.0.1:9",
        "REDRESS_API_TOKEN": "wrong", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "actions"], cwd=ROOT, env=env)
    try:
        assert wait_for(lambda: is_up(f"{system.actions_url}/health"), 60)
        yield
    finally:
        process.terminate()
        process.wait(10)


def is_up(url: str) -> bool:
    try:
        with LOCAL.open(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


ON_POSTGRESQL = ("nhs_trust_ready", "government_department_without_mp", "hostile_text", "consent_refused",
                 "distress_in_mid_conversation")  # fmt: skip


@pytest.fixture(scope="module")
def postgres_system(postgres_url: str, running_system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A second system on PostgreSQL."""
    from commands import setup
    from commands.system import System

    logs = tmp_path_factory.mktemp("postgres-logs")
    with System(database_url=postgres_url, model=setup.trained_model(), log_dir=logs) as system:
        system.wait_ready(deadline=240)
        yield system


@pytest.mark.parametrize("name", ON_POSTGRESQL)
def test_the_same_conversations_on_postgresql(name: str, postgres_system: System) -> None:
    intake = playing.read(Path(playing.HERE / f"{name}.yml"))
    played = playing.play(intake, postgres_system.url, postgres_system.secrets.api_token)
    assert not played.wrong, "\n".join(played.wrong) + f"\n\n{played.transcript}"

"""`./redress evaluate`: how well text and conversations are understood, on text nobody trained on."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from commands.evaluating.report import Evaluation
from commands.paths import ROOT, say


def evaluate(
    quick: Annotated[bool, typer.Option("--quick", help="Only the reading of text: no assistant, no conversations")] = False,
    cross_validation: Annotated[bool, typer.Option(help="Also train the assistant five times on parts of its examples")] = True,
    development: Annotated[
        bool,
        typer.Option(
            "--development", help="Only talk with the people of tests/development, who may be tuned on; nothing is written"
        ),
    ] = False,
    write: Annotated[bool, typer.Option(help="Write docs/evaluation.md and its charts")] = True,
) -> None:
    """How well text and conversations are understood, with intervals and the worst errors. Ten minutes; --quick takes one."""
    from commands.evaluating import report

    found = Evaluation()
    if development:
        _talk(found, development=True)
        typer.echo(report.talks_printed(found))
        return
    _read(found)
    if quick:
        found.left_out.append("the assistant's intents and whole conversations (`--quick`)")
    else:
        _listen(found, cross_validation=cross_validation)
        _talk(found)
    typer.echo(report.printed(found))
    if write:
        report.write(found, datetime.now(ZoneInfo("Europe/London")).date())
        say(f"Written: {report.PAGE.relative_to(ROOT)}")


def _read(found: Evaluation) -> None:
    from commands.evaluating import held_out, reading
    from commands.understand import the_reader

    reader, stories = the_reader(), held_out.table("stories.yaml")
    found.sections["Safety"] = reading.safety(stories)
    found.sections["Organisations"] = reading.organisations(reader, stories)
    found.sections["Dates"] = reading.dates(reader, stories)
    found.sections["Contact details"] = reading.contacts(reader, stories)
    found.signals, found.signal_errors = reading.signals(reader, stories)
    found.sections["Signals"] = reading.signals_summary(found.signals, found.signal_errors)


def _listen(found: Evaluation, *, cross_validation: bool) -> None:
    from commands import setup
    from commands.evaluating import intents

    model, python = setup.trained_model(), setup.bot_environment()
    heard = [*intents.results(intents.on_held_out(model, python)), *intents.on_marked(model, python)]
    if not cross_validation:
        found.left_out.append("the cross-validation of the assistant (`--no-cross-validation`)")
    found.sections["Intents and entities"] = [*heard, *(intents.cross_validated(python) if cross_validation else [])]


def _talk(found: Evaluation, *, development: bool = False) -> None:
    from commands import setup
    from commands.evaluating import people
    from commands.system import System

    model = setup.trained_model()
    with (
        tempfile.TemporaryDirectory(prefix="redress-evaluate-") as folder,
        System(database_url=f"sqlite:///{folder}/redress.db", model=model) as system,
    ):
        system.wait_ready(deadline=240)
        talks = people.talk_with_everyone(system, people.DEVELOPMENT if development else people.HELD_OUT)
    found.sections["Whole conversations"] = people.results(talks)
    found.medians = people.medians(talks)

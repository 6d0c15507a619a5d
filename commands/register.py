"""`./redress register`: how a name is understood, and bringing in the public lists of organisations."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from commands.paths import SetupError, say

if TYPE_CHECKING:
    from commands.register_files import Made

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
Said = Annotated[str, typer.Argument(help="What a person says, such as 'the jobcentre'")]
Authority = Annotated[Path | None, typer.Option("--authority", help="An authority's file, such as FOLDER/phso.yaml")]
Govuk = Annotated[list[Path] | None, typer.Option("--govuk", help="A page of www.gov.uk/api/organisations (JSON), or a CSV")]
Ods = Annotated[list[Path] | None, typer.Option("--ods", help="A file of the NHS ODS: etr.csv, epraccur.csv ...")]
Into = Annotated[Path | None, typer.Option("--into", help="The folder to write into; Redress's own when absent")]
Sort = Annotated[str | None, typer.Option("--sort", help="Which ODS list it is, if the file has another name: etr ...")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of the lists; today when absent")]
EXTENDS = "# The ombudsman's own file with a larger register: only what stands here is different.\nextends: phso\n"


@app.callback()
def _register() -> None:
    """The register of organisations: how a name is understood, and bringing in public lists."""


@app.command()
def show(name: Said, authority: Authority = None) -> None:
    """Who is meant by a name: one organisation, a sort of organisation, or those that are offered (JSON)."""
    from service_model import PHSO, load_authority

    try:
        chosen = load_authority(authority) if authority else PHSO
    except ValueError as problem:
        raise SetupError(str(problem)) from problem
    found = chosen.register.resolve(name)
    kind = chosen.register.kinds.get(found.kind or "")
    answer: dict[str, Any] = {
        "said": name,
        "organisation": _plain(found.body) if found.body else None,
        "kind": found.kind,
        "offered": [_plain(body) for body in found.candidates],
        "signposts": [asdict(each) for each in chosen.signposts_for(found.signpost or (kind.signpost if kind else None))],
    }
    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))


@app.command("examples")
def write_examples() -> None:
    """Writes the names of the register into data/nlu/register.yml, for the assistant to find."""
    from commands.paths import ROOT
    from commands.register_examples import register_examples

    path = ROOT / "data" / "nlu" / "register.yml"
    path.write_text(register_examples(_packaged_register().bodies.values()), encoding="utf-8")
    say(f"Written: {path}. The assistant learns it when it is next trained.")


@app.command("import")
def bring_in(
    govuk: Govuk = None,
    ods: Ods = None,
    into: Into = None,
    sort: Sort = None,
    as_of: AsOf = None,
) -> None:
    """Writes register files from the public lists, all or none, in place of those written before."""
    files = [*(govuk or ()), *(ods or ())]
    if not files:
        raise SetupError("Name at least one file: --govuk organisations.json or --ods etr.csv")
    if len({path.resolve() for path in files}) != len(files):
        raise SetupError("One file is named twice. Name each file once.")
    day = as_of.date() if as_of else datetime.now(ZoneInfo("Europe/London")).date()
    made = _made(govuk or [], ods or [], sort, day)
    folder = _write(made, into)
    for each in made:
        typer.echo(json.dumps({"file": str(folder / each.name), **each.counts}, ensure_ascii=False))
    own = "" if into is None else f" For a system to use it, its authority's file is {into / 'phso.yaml'}."
    say(f"Written to {folder}. It is read at the next start.{own}")


def _made(govuk: list[Path], ods: list[Path], sort: str | None, day: date) -> list[Made]:
    from commands.register_govuk import from_govuk
    from commands.register_ods import from_ods

    register = _packaged_register()
    made = [from_govuk(govuk, register, as_of=day.isoformat())] if govuk else []
    made += [from_ods(path, register, as_of=day.isoformat(), sort=sort) for path in ods]
    names = [each.name for each in made]
    if len(set(names)) != len(names):
        raise SetupError("Two of the files are the same list. Import one of each.")
    return made


def _packaged_register() -> Any:
    """The package's own register, without what was imported before."""
    from service_model.register_files import load_register, own_files

    return load_register(own_files("phso"))


def _write(made: list[Made], into: Path | None) -> Path:
    """Every file beside its place first, then read as the rules would, then all into place."""
    from service_model.register_files import IMPORTED, packaged_folder

    folder = (into or packaged_folder()) / IMPORTED
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as new:
            ready = [(Path(new) / each.name, folder / each.name) for each in made]
            for each, (path, _) in zip(made, ready, strict=True):
                path.write_text(json.dumps(each.data(), ensure_ascii=False, indent=0), encoding="utf-8")
            _try_out(folder, [path for path, _ in ready])
            for path, place in ready:
                os.replace(path, place)
        if into is not None and not (into / "phso.yaml").exists():
            (into / "phso.yaml").write_text(EXTENDS, encoding="utf-8")
    except OSError as problem:
        raise SetupError(f"The register could not be written to {folder}: {problem}") from problem
    return folder


def _try_out(folder: Path, new: list[Path]) -> None:
    """Reads the new files together with those that stay. Raises SetupError, before anything is in place."""
    from service_model.register_files import load_paths, own_files, packaged_folder

    names = {path.name for path in new}
    staying = [path for path in sorted(folder.glob("*.json")) if path.name not in names]
    try:
        load_paths([*(packaged_folder() / name for name in own_files("phso")), *staying, *new])
    except ValueError as problem:
        raise SetupError(f"The lists do not fit together: {problem} Nothing was written.") from problem


def _plain(body: Any) -> dict[str, Any]:
    return {
        key: getattr(body, key)
        for key in ("id", "name", "kind", "jurisdiction", "procedure", "code", "source", "as_of")
        if getattr(body, key) is not None
    }

"""`./redress letters`: draws every kind of letter as pictures, to look at: plain, large, in Easy Read, for a prison, long."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from commands.paths import ROOT, say


def letters(
    only: Annotated[str, typer.Option(help="Only letters whose name holds this, such as easy-read or premature")] = "",
) -> None:
    """Draws every kind of letter as pictures into build/letters, one a page."""
    import pypdfium2

    from commands.sample_letters import samples
    from intake_api.documents.pdf import as_pdf

    target = ROOT / "build" / "letters"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="redress-letters-") as folder:
        for sample in samples(Path(folder)):
            name = f"{sample.kind}-{sample.how}"
            if only in name:
                pdf = pypdfium2.PdfDocument(as_pdf(sample.document))
                for number, page in enumerate(pdf, start=1):
                    page.render(scale=1.2).to_pil().save(target / f"{name}-{number}.png")
                say(f"{name}: {len(pdf)} pages")
                pdf.close()

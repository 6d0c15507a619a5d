"""The forms in which a person may take a document away, and the answer that hands it over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from starlette.responses import Response

from intake_api.documents.model import Document
from intake_api.documents.pdf import as_pdf
from intake_api.documents.text import as_text
from intake_api.documents.word import as_word

Format = Literal["txt", "docx", "pdf"]
_MAKERS: Mapping[Format, tuple[str, Callable[[Document], bytes]]] = {
    "txt": ("text/plain; charset=utf-8", as_text),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
    "pdf": ("application/pdf", as_pdf),
}


def handed_over(document: Document, form: Format, name: str) -> Response:
    """The file as a download. `name` is ours: neither it nor the address says anything about the person.

    Raises UndrawableError for a PDF of letters that the fonts do not have.
    """
    media_type, make = _MAKERS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return Response(make(document), media_type=media_type, headers=headers)

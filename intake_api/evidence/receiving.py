"""Takes a posted form with files apart. The files go to the disk as they come in; no more than a megabyte stays in memory."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

MOST_FIELDS = 20
CHUNK = 1024 * 1024


@dataclass(slots=True)
class Posted:
    """The fields of a form, and its files, still open."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[UploadFile] = field(default_factory=list)


@asynccontextmanager
async def read_form(request: Request, *, most_files: int) -> AsyncIterator[Posted]:
    """The form of a request. A box for files that was left empty comes as a file without a name: it is left out.

    Raises HTTPException for what is no form, and when the line broke in the middle.
    """
    try:
        form = await request.form(max_files=most_files, max_fields=MOST_FIELDS)
    except ClientDisconnect:
        raise HTTPException(400) from None
    posted = Posted()
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                posted.files.append(value)
        else:
            posted.fields[name] = value
    try:
        yield posted
    finally:
        await form.close()


@contextmanager
def on_disk(upload: UploadFile) -> Iterator[Path]:
    """The uploaded bytes as a file with a path of our own making; gone afterwards."""
    with TemporaryDirectory(prefix="redress-") as folder:
        path = Path(folder) / "upload"
        upload.file.seek(0)
        with path.open("wb") as target:
            shutil.copyfileobj(upload.file, target, CHUNK)
        yield path

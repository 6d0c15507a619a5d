"""Where content is kept: a folder outside the web root, or any S3. Found by its SHA-256; written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from intake_api.settings import Settings

CHUNK = 256 * 1024
StoreError = (BaseError, OSError)
"""What a store that is away or full raises."""


class Store:
    """Puts, gives and deletes content. Every call may raise one of `StoreError`."""

    def __init__(self, inner: LocalStore | S3Store) -> None:
        self._inner = inner

    def has(self, sha256: str) -> bool:
        """Is this content here?"""
        try:
            obstore.head(self._inner, _place(sha256))
        except FileNotFoundError:
            return False
        return True

    def put(self, sha256: str, source: Path) -> None:
        """Keeps a file's content, from the disk and not through memory."""
        obstore.put(self._inner, _place(sha256), source)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content, piece by piece. Raises FileNotFoundError at once when it is not here."""
        found = obstore.get(self._inner, _place(sha256))
        return (bytes(piece) for piece in found.stream(min_chunk_size=CHUNK))

    def delete(self, sha256: str) -> None:
        """Deletes content; what is not here is deleted already."""
        try:
            obstore.delete(self._inner, _place(sha256))
        except FileNotFoundError:
            return

    def older_than(self, moment: datetime) -> Iterator[str]:
        """The hashes of everything that was written before a moment."""
        for batch in obstore.list(self._inner):
            for row in batch:
                if row["last_modified"] < moment:
                    yield row["path"].rpartition("/")[2]


def store_of(settings: Settings) -> Store:
    """The store of an installation."""
    return _open(
        settings.evidence_store, settings.evidence_s3_endpoint, settings.evidence_s3_region, settings.evidence_s3_key_id,
        settings.evidence_s3_secret.get_secret_value(),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _open(url: str, endpoint: str, region: str, key_id: str, secret: str) -> Store:
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(url2pathname(parts.path))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Store(LocalStore(prefix=folder))
    more: Any = {"endpoint": endpoint, "virtual_hosted_style_request": False} if endpoint else {}
    keys: Any = {"access_key_id": key_id, "secret_access_key": secret} if key_id else {}  # else the machine's own role
    options: Any = {
        "timeout": timedelta(seconds=60),
        "connect_timeout": timedelta(seconds=5),
        "allow_http": endpoint.startswith("http:"),
    }
    retry: Any = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
    return Store(
        S3Store(
            parts.netloc, prefix=parts.path.strip("/") or None, region=region, client_options=options, retry_config=retry,
            **more, **keys,
        )
    )  # fmt: skip


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"

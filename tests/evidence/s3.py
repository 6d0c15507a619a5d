"""An S3 on a real socket, as small as it can be: put, head, get, delete and list of one bucket, in memory."""

from __future__ import annotations

import re
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.listening import Listening


class _Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/papers/")

    def do_PUT(self) -> None:
        self.server.signed.add("authorization" in self.headers)  # type: ignore[attr-defined]
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.kept[self._key] = content  # type: ignore[attr-defined]
        self._answer(200, ETag=_tag(content))

    def do_GET(self) -> None:
        kept: dict[str, bytes] = self.server.kept  # type: ignore[attr-defined]
        asked = parse_qs(urlsplit(self.path).query)
        if "list-type" in asked:
            self._answer(200, _listing(kept, asked.get("prefix", [""])[0]), Content_Type="application/xml")
        elif self._key in kept:
            content = kept[self._key]
            headers = {"ETag": _tag(content), "Last-Modified": formatdate(usegmt=True), "Content-Length": str(len(content))}
            self._answer(200, content, **headers)
        else:
            self._answer(404)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Deletes what the body names: S3's DeleteObjects."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        gone = "".join(
            f"<Deleted><Key>{key}</Key></Deleted>"
            for key in re.findall(r"<Key>([^<]+)</Key>", body)
            if self.server.kept.pop(key, None) or True  # type: ignore[attr-defined]  # S3 says so of what it never had, too
        )
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode(), Content_Type="application/xml")

    def log_message(self, *_: Any) -> None:
        """Silent."""


def _tag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def _listing(kept: dict[str, bytes], prefix: str) -> bytes:
    rows = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified><ETag>{_tag(content)}</ETag>"
        f"<Size>{len(content)}</Size></Contents>"
        for key, content in kept.items()
        if key.startswith(prefix)
    )
    return f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode()


class S3:
    """The server; `kept` is what its bucket `papers` holds."""

    def __init__(self) -> None:
        self._server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Bucket)
        self.kept: dict[str, bytes] = {}
        self.signed: set[bool] = set()
        self._server.kept, self._server.signed = self.kept, self.signed
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._listening = Listening(self._server)

    def stop(self) -> None:
        """Goes away."""
        self._listening.close()

"""A browser without scripts: keeps cookies, follows redirects when told to, names its origin, reads forms."""

from __future__ import annotations

import html
import re
from typing import Any

import httpx

from tests.serving import TRUSTED


class Browser:
    """One person's browser at the application."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx.Client(
            base_url=base_url, headers={"Origin": base_url, "Accept": "text/html"}, timeout=30, trust_env=False, verify=TRUSTED
        )
        self.page = ""

    def get(self, path: str) -> httpx.Response:
        """Opens a page."""
        return self._read(self.http.get(path, follow_redirects=True))

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Posts a form as it stands, without following."""
        return self.http.post(path, data={**self.hidden, **fields})

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Posts a form and follows to the next page."""
        return self._read(self.http.post(path, data={**self.hidden, **fields}, follow_redirects=True))

    def submit(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Posts exactly these fields (a list: one field more than once) with the page's token, and follows."""
        whole = {"csrf_token": self.hidden.get("csrf_token", ""), **fields}
        return self._read(self.http.post(path, data=whole, follow_redirects=True))

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page."""
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page)
        return {name: html.unescape(value) for name, value in found}

    @property
    def words(self) -> str:
        """What can be read on the page."""
        main = self.page[self.page.index("<main") :]
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))

    @property
    def typed(self) -> str:
        """What stands in the box."""
        found = re.search(r"<textarea[^>]*>(.*?)</textarea>", self.page, re.DOTALL)
        return html.unescape(found[1]).removeprefix("\n") if found else ""

    @property
    def title(self) -> str:
        """The title of the page."""
        found = re.search(r"<title>(.*?)</title>", self.page, re.DOTALL)
        return html.unescape(found[1]).strip() if found else ""

    def radios(self) -> list[str]:
        """The values of the radios on offer."""
        return [html.unescape(value) for value in re.findall(r'type="radio" value="([^"]*)"', self.page)]

    def close(self) -> None:
        """Ends the browser."""
        self.http.close()

    def _read(self, response: httpx.Response) -> Any:
        self.page = response.text
        return response

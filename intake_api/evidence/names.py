"""A file's name as we keep and show it: the person's own words for it, and nothing that could mislead a computer or a reader."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_FORBIDDEN = re.compile(r'[<>:"|?*%;`$\\/]')


def clean_name(given: str, ending: str) -> str:
    """The name without folders, control and direction marks, and endings that lie; with the ending of what it really is.

    >>> clean_name("C:\\\\Users\\\\Joan\\\\letter.pdf.exe", "pdf")
    'letter.pdf'
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if sign.isspace() else sign for sign in name if sign.isspace() or unicodedata.category(sign)[0] not in "CM"
                   or unicodedata.category(sign) == "Mn")  # fmt: skip
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    for _ in range(3):
        name = _ENDING.sub("", name).strip(". ")
    name = name[: LONGEST - len(ending) - 1].strip(". ")
    if not name or _RESERVED.fullmatch(name):
        name = "file"
    return f"{name}.{ending}"

"""Files as pictures: every page drawn anew, boxes painted into it. What lay under a box is in nothing that is written here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from intake_api.evidence.checks.grid import grid
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.checks.squared import squared

DPI = 150
LONG_ENOUGH = 1_000  # pixels of the longer side: a small picture is drawn larger, so that its squares can be read
NARROWEST = 20  # times as long as wide
A4_LONG = 11.69  # inches
QUALITY = {"quality": 88, "subsampling": 0}  # of JPEG, as which each page is kept: letters stay sharp
_POINT = 72  # to the inch
_PHOTOS = {"jpeg": "JPEG", "png": "PNG"}
Share = Sequence[float]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is drawn of one file."""

    pages: int
    pixels: int  # of one page, as drawn
    decoded: int  # pixels of one photo, as it is kept


def draw(source: Path, target: Path, what: dict[str, Any]) -> dict[str, Any]:
    """Does one of three things; answers {"pages": [[width, height, columns, rows], ...]}, of all or of those drawn.

    Without `page` and `boxes`, measures. With `page` (from 1) and `boxes` (shares of that page: left, top, right, bottom) writes
    it as JPEG: black where the boxes are, or with `is_original` as it is, under its squares and with the boxes outlined. With
    `boxes` alone ({page: shares}) writes all pages as one PDF of pictures, `title` its only property.

    Raises RefusedError: many_pages, no_page, narrow (a page far longer than wide), damaged.
    """
    limits = Limits(what["most_pages"], what["most_pixels"], what["most_decoded"])
    Image.MAX_IMAGE_PIXELS = limits.decoded
    try:
        if "boxes" not in what:
            return {"pages": _told(_sizes(source, what["format"], limits))}
        if "page" in what:
            [picture] = _drawn(source, what["format"], limits, only=what["page"])
            painted = squared(picture, what["boxes"]) if what["is_original"] else blackened(picture, what["boxes"])
            painted.save(target, "JPEG", **QUALITY)
            return {"pages": _told([picture.size])}
        return {"pages": _told(_write(source, target, what, limits))}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedError("bomb") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError):
        raise RefusedError("damaged") from None


def blackened(picture: Image.Image, boxes: Iterable[Share]) -> Image.Image:
    """The picture, black where the boxes are: rather a pixel too much than one too little."""
    width, height = picture.size
    for left, top, right, bottom in boxes:
        edges = math.floor(left * width), math.floor(top * height), math.ceil(right * width), math.ceil(bottom * height)
        picture.paste((0, 0, 0), edges)
    return picture


def _write(source: Path, target: Path, what: dict[str, Any], limits: Limits) -> list[tuple[int, int]]:
    pictures = [
        blackened(picture, what["boxes"].get(str(number), []))
        for number, picture in enumerate(_drawn(source, what["format"], limits), 1)
    ]
    sizes = [picture.size for picture in pictures]
    on_paper = max(DPI, *(max(size) / A4_LONG for size in sizes)) if what["format"] in _PHOTOS else DPI
    pictures[0].save(
        target, "PDF", save_all=True, append_images=pictures[1:], resolution=on_paper, title=what["title"], creationDate=None,
        modDate=None, **QUALITY,
    )  # fmt: skip
    return sizes


def _told(sizes: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [[*size, *grid(*size)] for size in sizes]


def _fitted(width: float, height: float, scale: float, limits: Limits) -> tuple[int, int]:
    if not (0 < width < 1e6 and 0 < height < 1e6) or max(width, height) > NARROWEST * min(width, height):
        raise RefusedError("narrow")
    scale = min(max(scale, LONG_ENOUGH / max(width, height)), math.sqrt(limits.pixels / (width * height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _sizes(source: Path, format: str, limits: Limits) -> list[tuple[int, int]]:
    if format in _PHOTOS:
        with Image.open(source, formats=[_PHOTOS[format]]) as opened:
            return [_fitted(opened.width, opened.height, 1.0, limits)]
    with _Pdf(source, limits) as pdf:
        return [pdf.size(number) for number in range(pdf.count)]


def _drawn(source: Path, format: str, limits: Limits, *, only: int | None = None) -> Iterator[Image.Image]:
    """The pages in ordinary colours on white paper: all, or the one of that number (from 1)."""
    if format in _PHOTOS:
        if only not in (None, 1):
            raise RefusedError("no_page")
        yield _photo(source, format, limits)
        return
    with _Pdf(source, limits) as pdf:
        if only is not None and not 1 <= only <= pdf.count:
            raise RefusedError("no_page")
        for number in range(pdf.count) if only is None else [only - 1]:
            yield pdf.picture(number)


def _photo(source: Path, format: str, limits: Limits) -> Image.Image:
    with Image.open(source, formats=[_PHOTOS[format]]) as opened:
        size = _fitted(opened.width, opened.height, 1.0, limits)
        opened.draft("RGB", size)  # a large JPEG is decoded smaller at once
        opened.load()
        picture: Image.Image = opened
        if picture.mode.startswith("I"):  # sixteen bits of grey
            picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if "A" in picture.mode or "transparency" in picture.info:
            clear = picture.convert("RGBA")
            picture = Image.new("RGB", clear.size, "white")
            picture.paste(clear, mask=clear.getchannel("A"))
        picture = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture.info = {}
    return picture


class _Pdf:
    """A PDF under PDFium. Its scripts are not run: the library is built without an interpreter."""

    def __init__(self, source: Path, limits: Limits) -> None:
        import pypdfium2  # not needed for photos, and slow to load

        self.limits = limits
        try:
            self.pdf = pypdfium2.PdfDocument(source)
            self.pdf.init_forms()  # before any page: what was filled in is drawn too
            self.count = len(self.pdf)
        except pypdfium2.PdfiumError:
            raise RefusedError("damaged") from None
        if not 1 <= self.count <= limits.pages:
            raise RefusedError("many_pages" if self.count else "damaged")
        self._error = pypdfium2.PdfiumError

    def __enter__(self) -> _Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def size(self, number: int) -> tuple[int, int]:
        """Pixels of a page (from 0) as it is drawn."""
        width, height = self._page(number).get_size()
        return _fitted(width, height, DPI / _POINT, self.limits)

    def picture(self, number: int) -> Image.Image:
        """The page (from 0), drawn."""
        page = self._page(number)
        width, height = page.get_size()
        size = _fitted(width, height, DPI / _POINT, self.limits)
        try:
            drawn = page.render(scale=size[0] / width, rev_byteorder=True).to_pil().convert("RGB")
        except self._error:
            raise RefusedError("damaged") from None
        picture: Image.Image = drawn if drawn.size == size else drawn.resize(size)
        return picture

    def _page(self, number: int) -> Any:
        try:
            return self.pdf[number]
        except self._error:
            raise RefusedError("damaged") from None

"""A page under its squares, for who chooses what is to be black: letters over it, numbers beside it, boxes outlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw, ImageFont

from intake_api.evidence.checks.grid import grid, labels

LINE, BOX, PAPER = (29, 112, 184), (212, 53, 28), (255, 255, 255)
_LARGEST, _SMALLEST = 30, 9  # pixels of a label


def squared(picture: Image.Image, boxes: Iterable[Sequence[float]]) -> Image.Image:
    """The picture with a margin for the labels on all sides. `boxes` are shares of it: left, top, right, bottom."""
    width, height = picture.size
    across, down = labels(*grid(width, height))
    letter = int(max(_SMALLEST, min(_LARGEST, 0.62 * height / len(down), 0.5 * width / len(across))))
    margin = 2 * letter
    whole = Image.new("RGB", (width + 2 * margin, height + 2 * margin), PAPER)
    whole.paste(picture, (margin, margin))
    pen = ImageDraw.Draw(whole)
    font = ImageFont.load_default(letter)
    for at, (share, label) in enumerate(_places(across)):
        x = margin + round(at * width / len(across))
        _line(pen, (x, 0, x, whole.height))
        for edge in (margin / 2, whole.height - margin / 2):
            pen.text((margin + share * width, edge), label, fill="black", font=font, anchor="mm")
    for at, (share, label) in enumerate(_places(down)):
        y = margin + round(at * height / len(down))
        _line(pen, (0, y, whole.width, y))
        for edge in (margin / 2, whole.width - margin / 2):
            pen.text((edge, margin + share * height), label, fill="black", font=font, anchor="mm")
    _line(pen, (margin + width, 0, margin + width, whole.height))
    _line(pen, (0, margin + height, whole.width, margin + height))
    for left, top, right, bottom in boxes:
        edges = (margin + left * width, margin + top * height, margin + right * width, margin + bottom * height)
        pen.rectangle(edges, outline=PAPER, width=9)
        pen.rectangle(edges, outline=BOX, width=6)
    return whole


def _places(names: Sequence[str]) -> list[tuple[float, str]]:
    return [((at + 0.5) / len(names), name) for at, name in enumerate(names)]


def _line(pen: ImageDraw.ImageDraw, ends: tuple[int, int, int, int]) -> None:
    """Blue beside white: one of the two is seen on any picture."""
    x, y, to_x, to_y = ends
    is_down = x == to_x
    pen.line((x + 1, y, to_x + 1, to_y) if is_down else (x, y + 1, to_x, to_y + 1), fill=PAPER)
    pen.line(ends, fill=LINE)

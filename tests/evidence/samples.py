"""Files as people (and others) send them, made here: no binary stands in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
import pillow_heif
from PIL import Image, PngImagePlugin

CAMERA = "Zephyrine's telephone"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    '{kind}.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{more}'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
BODY = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Dear Mrs Ashworth</w:t></w:r></w:p></w:body></w:document>"
)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned on its side
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825)[2] = (53.0, 5.0, 51.0)  # where it was taken
    return exif


def jpeg(width: int = 80, height: int = 40, *, colour: str = "red", plain: bool = False) -> bytes:
    """A photo from a telephone held upright: red on the left half, which is the top once it is turned."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste(colour, (0, 0, width // 2, height))
    out = io.BytesIO()
    more = {} if plain else {"exif": _exif(), "comment": CAMERA.encode()}
    picture.save(out, "JPEG", quality=95, **more)
    return out.getvalue()


def png(width: int = 60, height: int = 30, mode: str = "RGB") -> bytes:
    """A screenshot, with something written beside the picture."""
    out, about = io.BytesIO(), PngImagePlugin.PngInfo()
    about.add_text("Author", CAMERA)
    Image.new(mode, (width, height)).save(out, "PNG", pnginfo=about, exif=_exif())
    return out.getvalue()


def heic() -> bytes:
    """A photo as iPhones keep it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "green")).save(out, exif=_exif().tobytes())
    return out.getvalue()


def pdf(words: str = "Dear Mrs Ashworth", *, script: bool = False, attached: bool = False, launch: bool = False,
        password: str | None = None) -> bytes:  # fmt: skip
    """A letter. `script`: as forms have; `attached`: another file in it; `launch`: starts a program when it is opened."""
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Subject"] = words
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if launch:
        made.pages[0].Annots = pikepdf.Array([
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
                               A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))
        ])  # fmt: skip
    if attached:
        made.attachments["invoice.exe"] = b"MZ" + b"\0" * 100
    out = io.BytesIO()
    locked = pikepdf.Encryption(owner="o", user=password) if password else False
    made.save(out, encryption=locked, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=not locked)
    return out.getvalue()


def docx(kind: str = "document", more: Mapping[str, bytes | str] | None = None, links: str = "", body: str = BODY) -> bytes:
    """A Word document, with `more` parts and links."""
    out = io.BytesIO()
    parts = {"[Content_Types].xml": TYPES.format(kind=kind), "_rels/.rels": RELS.format(more=links), "word/document.xml": body}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**parts, **(more or {})}.items():
            packed.writestr(name, content)
    return out.getvalue()


def pixel_bomb(side: int = 40_000) -> bytes:
    """A PNG of a few kilobytes that says it is enormous, and is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer, rows = zlib.compressobj(9), []
    row = b"\0" * (side // 8 + 1)
    rows = [packer.compress(row) for _ in range(side)] + [packer.flush()]
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"".join(rows)) + chunk(b"IEND", b"")

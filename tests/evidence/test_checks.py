"""What is taken is what it says it is; what could do harm is refused, with the reason."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from intake_api.evidence.checks import job
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.inspecting import inspect
from intake_api.settings import Settings
from tests.evidence import samples

LIMITS = {"most_pixels": 4_000_000, "most_unpacked": 5_000_000}
TEMPLATE = (
    '<Relationship Id="rId9" TargetMode="External" Target="http://bad.example.org/a.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
)
LINK = TEMPLATE.replace("attachedTemplate", "hyperlink").replace("a.dotm", "page")
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.fixture
def look(tmp_path, monkeypatch):
    """Looks at content in this process: the format, or why not, and what staff should know."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)  # it sets a limit for its whole process

    def go(content: bytes, **limits):
        source = tmp_path / "upload"
        source.write_bytes(content)
        found = job.look({"source": str(source), "target": str(tmp_path / "out"), **LIMITS, **limits})
        return (found.get("refused") or found["format"], *found.get("flags", []))

    return go


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


TAKEN = {
    "a letter": (samples.pdf(), ("pdf",)),
    "a form with scripts is told to staff": (samples.pdf(script=True), ("pdf", "scripts")),
    "a photo": (samples.jpeg(), ("jpeg",)),
    "a grey screenshot": (samples.png(mode="L"), ("png",)),
    "a screenshot of few colours": (samples.png(mode="P"), ("png",)),
    "a telephone photo": (samples.heic(), ("jpeg",)),
    "a Word document": (samples.docx(), ("docx",)),
    "a Word document with a link": (samples.docx(links=LINK), ("docx",)),
    "a Word document with a table in it": (samples.docx(more={"word/embeddings/a.xlsx": b"x"}), ("docx", "embedded")),
    "words": (b"Dear Sir,\r\n\tI am not happy.", ("txt",)),
    "words from Windows": ("café – £40".encode("cp1252"), ("txt",)),
    "words from Notepad": ("\ufeffcafé".encode("utf-16-le"), ("txt",)),
    "words that begin like a program": (b"MZ is the name of my street", ("txt",)),
    "a photo with an archive behind it loses the archive": (samples.jpeg() + zipped(a=b"x"), ("jpeg",)),
}
REFUSED = {
    "a program called a letter": (b"MZ\x90\0" + b"\0" * 200, "not_taken"),
    "a Linux program": (b"\x7fELF" + b"\0" * 200, "not_taken"),
    "a drawing that can hold scripts": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not_taken"),
    "a web page": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "not_taken"),
    "a web page after blank lines": (b"\n\n  <html>", "not_taken"),
    "a web page in UTF-16": ("\ufeff<html><script>".encode("utf-16-le"), "not_taken"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "not_taken"),
    "rich text": (b"{\\rtf1 hello}", "not_taken"),
    "PostScript": (b"%!PS-Adobe-3.0\n", "not_taken"),
    "words with zero bytes in the middle": (b"hello " * 3000 + b"\0\0", "not_taken"),
    "a GIF": (b"GIF89a" + b"\0" * 50, "not_taken"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_word"),
    "a locked PDF": (samples.pdf(password="secret"), "password"),
    "a PDF with a program attached": (samples.pdf(attached=True), "holds_files"),
    "a PDF that starts a program": (samples.pdf(launch=True), "holds_files"),
    "half a PDF": (samples.pdf()[:-60], "damaged"),
    "a PDF by its first bytes only": (b"%PDF-1.7\nhello\n%%EOF\n", "damaged"),
    "a PDF that is an archive too": (samples.pdf() + zipped(a=b"MZ"), "two_files"),
    "a PDF with a web page before it": (b"<html></html>" + samples.pdf(), "not_taken"),
    "a PDF with much hung on behind": (samples.pdf() + b"x" * 5000, "damaged"),
    "half a photo": (samples.jpeg(400, 400)[:-300], "damaged"),
    "half a screenshot": (samples.png(400, 400)[:-40], "damaged"),
    "a photo by its first bytes only": (b"\xff\xd8\xff\xe0" + b"\0" * 500, "damaged"),
    "half a telephone photo": (samples.heic()[:200], "damaged"),
    "a photo of enormous size": (samples.pixel_bomb(10_000), "pixels"),
    "an archive": (zipped(a=b"x"), "not_taken"),
    "a spreadsheet": (samples.docx("sheet"), "not_taken"),
    "a Word template": (samples.docx("template"), "not_taken"),
    "a Word document with a macro": (samples.docx(more={"word/vbaProject.bin": b"x"}), "macros"),
    "a Word document that says it may hold macros": (samples.docx("document.macroEnabled"), "macros"),
    "a Word document with ActiveX": (samples.docx(more={"word/activeX/a.bin": b"x"}), "macros"),
    "a Word document with a program": (samples.docx(more={"word/media/a.exe": b"MZ"}), "macros"),
    "a Word document that fetches its template": (samples.docx(links=TEMPLATE), "macros"),
    "a Word document with entities": (samples.docx(body=samples.BODY.replace("<w:document", LAUGHS + "<w:document")), "damaged"),
    "a Word document that climbs out": (samples.docx(more={"../../etc/cron.d/a": b"x"}), "not_taken"),
    "a Word document with an archive before it": (b"PK\x03\x04" + b"\0" * 40 + samples.docx(), "two_files"),
    "a Word document with something behind it": (samples.docx() + b"MZ" * 50, "two_files"),
    "half a Word document": (samples.docx()[:-100], "damaged"),
    "an archive that unpacks to far more": (samples.docx(more={"word/media/a.xml": b"\0" * 6_000_000}), "bomb"),
    "an archive of very many parts": (samples.docx(more={f"word/{n}.xml": b"" for n in range(3001)}), "bomb"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), TAKEN.values(), ids=TAKEN)
def test_taken(look, content, expected):
    assert look(content) == expected


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=REFUSED)
def test_refused(look, content, why):
    assert look(content) == (why,)


def test_an_owner_password_only_keeps_people_from_editing_and_is_no_hindrance(look):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as letter:
        letter.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert look(out.getvalue()) == ("pdf",)


def test_a_script_deep_inside_is_found(look):
    deep = pikepdf.new()
    deep.add_blank_page()
    deep.pages[0].Annots = pikepdf.Array([
        pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, AA=pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))
        )
    ])  # fmt: skip
    out = io.BytesIO()
    deep.save(out)
    assert look(out.getvalue()) == ("pdf", "scripts")


@pytest.fixture
def apart(tmp_path):
    """Looks in a process of its own, as the application does."""

    def go(content: bytes, **settings):
        source = tmp_path / "upload"
        source.write_bytes(content)
        return inspect(Settings(**settings), source, tmp_path / "out")

    return go


def test_the_process_that_looks_may_not_use_much_memory(apart):
    with pytest.raises(RefusedError, match=r"bomb|damaged"):
        apart(samples.png(6000, 6000), evidence_check_memory=300_000_000)
    assert apart(samples.png(6000, 6000)).format == "png"


def test_the_process_that_looks_may_not_take_long(apart):
    slow = samples.docx(more={f"word/{n}.rels": "<a>" + "<b/>" * 400_000 + "</a>" for n in range(60)})
    with pytest.raises(RefusedError, match="bomb"):
        apart(slow, evidence_check_time=2)


def test_the_process_that_looks_holds_no_secret(apart, monkeypatch, tmp_path):
    monkeypatch.setenv("REDRESS_SECRET_KEY", "do-not-tell")
    import intake_api.evidence.inspecting as inspecting

    monkeypatch.setattr(
        inspecting, "_START", "import os, json; print(json.dumps({'refused': ','.join(sorted(os.environ)) or 'none'}))"
    )
    with pytest.raises(RefusedError) as caught:
        apart(b"hello")
    assert "REDRESS" not in caught.value.code

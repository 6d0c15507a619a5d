"""Files drawn as pictures in the closed process: black is black, the rest is not there, nothing goes on without end."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from intake_api.documents.model import Document, Text
from intake_api.documents.pdf import as_pdf
from intake_api.evidence import drawing
from intake_api.evidence.checks.refused import RefusedError
from intake_api.evidence.checks.squared import BOX
from intake_api.settings import Settings
from tests.evidence import samples

LETTER = "Dear Mrs Ashworth, ring Dr Grimshaw on 07700 900456. We are sorry."
HALF = (0.0, 0.0, 0.5, 1.0)


@pytest.fixture
def settings():
    return Settings(secret_key="a-secret-for-tests")


@pytest.fixture
def kept(tmp_path):
    """A file on the disk, as the store gave it."""

    def write(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return write


def letter():
    return as_pdf(Document("Reply", (Text(LETTER),)))


def blank(*sizes):
    made, out = pikepdf.new(), io.BytesIO()
    for size in sizes:
        made.add_blank_page(page_size=size)
    made.save(out)
    return out.getvalue()


def where(content, words):
    """Where words stand on the first page of a PDF, as shares of it."""
    page = pypdfium2.PdfDocument(content)[0]
    text, (width, height) = page.get_textpage(), page.get_size()
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(each) for each in range(start, start + count)]
    left, right = min(each[0] for each in boxes), max(each[2] for each in boxes)
    bottom, top = min(each[1] for each in boxes), max(each[3] for each in boxes)
    return left / width, 1 - top / height, right / width, 1 - bottom / height


def drawn(content, number=0):
    return pypdfium2.PdfDocument(content)[number].render(scale=150 / 72).to_pil().convert("RGB")


def part(picture, shares, inset=0):
    (width, height), (left, top, right, bottom) = picture.size, shares
    edges = int(left * width) + inset, int(top * height) + inset, int(right * width) - inset, int(bottom * height) - inset
    return picture.crop(edges)


def darkest_and_lightest(picture):
    return picture.convert("L").getextrema()


def test_a_box_is_black_all_over_and_nothing_of_the_text_is_left_in_the_file(settings, kept):
    content = letter()
    assert "Grimshaw" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    box = where(content, "Dr Grimshaw on 07700 900456")
    assert darkest_and_lightest(part(drawn(content), box))[1] > 200  # letters on paper
    made = drawing.whole(settings, kept(content), "pdf", {1: [box]}, title="Copy")
    picture = drawn(made)
    assert darkest_and_lightest(part(picture, box, inset=1))[1] < 8
    beside = where(content, "Dear Mrs Ashworth")
    darkest, lightest = darkest_and_lightest(part(picture, beside))
    assert darkest < 90
    assert lightest > 240
    assert pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text() == ""
    for word in (b"Grimshaw", b"Ashworth", b"900456", b"Reply", b"typst", b"/Font", b"CreationDate", b"ModDate"):
        assert word not in made


def test_the_copy_is_pictures_and_a_title_and_nothing_else(settings, kept):
    made = drawing.whole(settings, kept(letter()), "pdf", {}, title="Copy, R-1")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Copy, R-1"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        [page] = pdf.pages
        assert set(page.keys()) <= {"/Type", "/Parent", "/Resources", "/MediaBox", "/Contents"}
        assert set(page.Resources.keys()) == {"/ProcSet", "/XObject"}
        assert len(page.get_images()) == 1
        assert [float(each) for each in page.MediaBox] == pytest.approx([0, 0, 595, 842], abs=1)


def test_the_same_file_and_boxes_make_the_same_copy(settings, kept):
    one, other = (drawing.whole(settings, kept(letter()), "pdf", {1: [HALF]}, title="Copy") for _ in range(2))
    assert one == other


def test_boxes_are_on_the_page_they_are_for(settings, kept):
    made = drawing.whole(settings, kept(blank((595, 842), (842, 595))), "pdf", {2: [HALF]}, title="Copy")
    assert darkest_and_lightest(drawn(made, 0)) == (255, 255)
    second = drawn(made, 1)
    assert second.width > second.height
    assert darkest_and_lightest(part(second, HALF, inset=2))[1] < 8
    assert darkest_and_lightest(part(second, (0.5, 0, 1, 1), inset=9))[0] > 247


@pytest.mark.parametrize(("content", "format"), [(samples.jpeg(plain=True), "jpeg"), (samples.png(), "png"),
    (samples.png(mode="RGBA"), "png"), (samples.png(mode="LA"), "png"), (samples.png(mode="1"), "png"),
    (samples.png(mode="L"), "png"), (samples.png(mode="I;16"), "png")])  # fmt: skip
def test_a_photo_is_blackened_whatever_its_colours(settings, kept, content, format):
    [page] = drawing.measure(settings, kept(content), format)
    assert max(page[:2]) == 1000  # small ones are drawn larger
    made = drawing.whole(settings, kept(content), format, {1: [HALF]}, title="Copy")
    picture = drawn(made)
    assert darkest_and_lightest(part(picture, HALF, inset=2))[1] < 8
    assert samples.CAMERA.encode() not in made


def test_what_is_seen_through_is_on_white_paper_and_a_grey_of_sixteen_bits_keeps_its_shade(settings, kept):
    for mode, colour, shade in (("RGBA", (0, 0, 0, 0), 255), ("I;16", 32768, 128)):
        out = io.BytesIO()
        Image.new(mode, (200, 300), colour).save(out, "PNG")
        content = drawing.page(settings, kept(out.getvalue()), "png", 1, [], is_original=False)
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.convert("L").getpixel((100, 100)) == pytest.approx(shade, abs=2)


def test_the_page_that_is_shown_is_the_page_that_leaves(settings, kept):
    content, box = letter(), where(letter(), "Grimshaw")
    shown = drawing.page(settings, kept(content), "pdf", 1, [box], is_original=False)
    made = drawing.whole(settings, kept(content), "pdf", {1: [box]}, title="Copy")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        [image] = pdf.pages[0].Resources.XObject.values()
        assert image.read_raw_bytes() == shown


def pixels_of_an_outline(picture):
    pixels = picture.convert("RGB").get_flattened_data()
    return sum(sum(abs(a - b) for a, b in zip(pixel, BOX, strict=True)) < 60 for pixel in pixels)


def test_the_original_is_under_squares_with_its_boxes_outlined(settings, kept):
    content, box = letter(), (0.2, 0.4, 0.6, 0.5)
    plain = drawing.page(settings, kept(content), "pdf", 1, [], is_original=True)
    marked = drawing.page(settings, kept(content), "pdf", 1, [box], is_original=True)
    with Image.open(io.BytesIO(plain)) as one, Image.open(io.BytesIO(marked)) as other:
        assert one.size == other.size
        assert min(one.size) > 1240  # the labels stand beside the page, not on it
        assert pixels_of_an_outline(other) > 1000
        assert pixels_of_an_outline(one) == 0


def test_what_was_filled_into_a_form_is_drawn(settings, kept):
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(595, 842))
    look = made.make_stream(b"0 0 100 40 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 40])
    field = made.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="x", F=4, Rect=[100, 700, 200, 740],
        AP=pikepdf.Dictionary(N=look),
    ))  # fmt: skip
    made.pages[0].Annots = pikepdf.Array([field])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
    made.save(out)
    content = drawing.page(settings, kept(out.getvalue()), "pdf", 1, [], is_original=False)
    with Image.open(io.BytesIO(content)) as picture:
        assert darkest_and_lightest(picture)[0] < 40


def test_large_pages_and_photos_are_drawn_smaller(settings, kept):
    for content, format in ((blank((5000, 7000)), "pdf"), (samples.jpeg(6000, 4000, plain=True), "jpeg")):
        [page] = drawing.measure(settings, kept(content), format)
        assert page.width * page.height <= drawing.MOST_PIXELS * 1.01
        shown = drawing.page(settings, kept(content), format, 1, [], is_original=False)
        with Image.open(io.BytesIO(shown)) as picture:
            assert picture.size == (page.width, page.height)


def why_not(settings, path, format, **more):
    with pytest.raises(RefusedError) as refused:
        drawing.page(settings, path, format, 1, [], is_original=False, **more)
    return refused.value.code


def test_what_cannot_be_drawn_says_why(settings, kept):
    assert why_not(settings, kept(blank(*[(595, 842)] * 31)), "pdf") == "many_pages"
    assert len(drawing.measure(settings, kept(blank(*[(595, 842)] * 30)), "pdf")) == 30
    assert why_not(settings, kept(blank((100, 2500))), "pdf") == "narrow"
    assert why_not(settings, kept(b"%PDF-1.7 and nothing"), "pdf") == "damaged"
    assert why_not(settings, kept(b""), "png") == "damaged"
    assert why_not(settings, kept(samples.jpeg()[:400]), "jpeg") == "damaged"
    assert why_not(settings, kept(samples.png()), "jpeg") == "damaged"  # by its own kind only
    assert why_not(settings, kept(samples.pixel_bomb()), "png") in ("bomb", "damaged")
    with pytest.raises(RefusedError, match="no_page"):
        drawing.page(settings, kept(letter()), "pdf", 2, [], is_original=True)
    with pytest.raises(RefusedError, match="no_page"):
        drawing.page(settings, kept(samples.png()), "png", 0, [], is_original=True)


def test_a_page_that_takes_too_long_ends(settings, kept):
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(595, 842))
    made.pages[0].Contents = made.make_stream(b"0 0 595 842 re 1 1 593 840 re f* " * 2_000_000)
    made.save(out)
    hasty = settings.model_copy(update={"evidence_check_time": 1})
    assert why_not(hasty, kept(out.getvalue()), "pdf") == "bomb"

"""Photos: decoded whole and written anew. What the camera wrote beside the picture (place, time, owner) does not come along."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from intake_api.evidence.checks.refused import RefusedError

QUALITY = 88
MOST_WIDE = 30_000  # pixels: taller or wider than any camera or scanner makes
_READERS = {"jpeg": "JPEG", "png": "PNG", "heic": "HEIF"}
_PLAIN = {"jpeg": ("L", "RGB"), "png": ("1", "L", "LA", "RGB", "RGBA", "I;16")}


def rewrite(source: Path, target: Path, kind: str, *, most_pixels: int) -> str:
    """Writes the picture anew, turned the right way up; answers its format (jpeg or png)."""
    Image.MAX_IMAGE_PIXELS = most_pixels
    if kind == "heic":
        pillow_heif.register_heif_opener(thumbnails=False)
    written = "png" if kind == "png" else "jpeg"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[_READERS[kind]]) as opened:
                width, height = opened.size
                if width * height > most_pixels or max(width, height) > MOST_WIDE:
                    raise RefusedError("pixels")
                opened.load()
                picture = _plain(ImageOps.exif_transpose(opened), _PLAIN[written])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedError("pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError):
        raise RefusedError("damaged") from None
    picture.info = {}
    if written == "jpeg":
        picture.save(target, "JPEG", quality=QUALITY, optimize=False)
    else:
        picture.save(target, "PNG", compress_level=3)  # a tenth larger than the usual 6, in a third of the time
    return written


def _plain(picture: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    """The picture in ordinary colours: a camera's own colour space goes with the rest of what it wrote."""
    profile = picture.info.get("icc_profile")
    if picture.mode not in modes:
        is_clear = "A" in picture.mode or "transparency" in picture.info
        wanted = "RGBA" if is_clear and "RGBA" in modes else "RGB"
        if is_clear and wanted == "RGB":
            picture = picture.convert("RGBA")
            paper = Image.new("RGB", picture.size, "white")
            paper.paste(picture, mask=picture.getchannel("A"))
            return paper
        picture = picture.convert(wanted)
    if profile and picture.mode == "RGB":
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read changes nothing but shades
    return picture

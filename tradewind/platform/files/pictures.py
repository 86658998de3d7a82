"""Pictures people upload: checked, turned upright, stripped of metadata, made in the sizes pages use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from tradewind.kernel.errors import TradewindError
from tradewind.platform.files import storages

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
WIDTHS = (160, 480, 960, 1600)
_QUALITY = 82
# Pillow opens far more formats than people take pictures in, and each decoder is a risk.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


class PictureUnreadable(TradewindError):
    """Not a JPEG, PNG, WebP or GIF, or a damaged one."""

    code = "picture_unreadable"


class PictureTooLarge(TradewindError):
    """More bytes than `max_bytes` or more pixels than `max_pixels`."""

    code = "picture_too_large"


class PictureAnimated(TradewindError):
    """It moves; product pictures stand still."""

    code = "picture_animated"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture in the public store."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: the largest size and all renditions, narrowest first."""

    width: int
    height: int
    renditions: tuple[Rendition, ...]

    @property
    def largest(self) -> Rendition:
        return self.renditions[-1]


def store_picture(upload: IO[bytes], *, folder: str) -> Picture:
    """Keep `upload` as WebP in each of `WIDTHS` up to its own width; never enlarged.

    Raises `PictureUnreadable`, `PictureTooLarge`, `PictureAnimated`; then nothing was stored.
    """
    image = read_picture(upload)
    encoded = [(size, _webp(size)) for size in _sizes(image)]
    renditions = tuple(
        Rendition(
            storages.save(content, where="public", folder=folder, suffix=".webp"),
            size.width,
            size.height,
        )
        for size, content in encoded
    )
    return Picture(image.width, image.height, renditions)


def store_private_picture(upload: IO[bytes], *, folder: str) -> str:
    """Keep `upload` as one WebP of at most the widest of `WIDTHS`, for checked views; its name.

    Raises as `store_picture`.
    """
    image = read_picture(upload)
    image.thumbnail((WIDTHS[-1], WIDTHS[-1]), Image.Resampling.LANCZOS)
    return storages.save(_webp(image), where="private", folder=folder, suffix=".webp")


def read_picture(upload: IO[bytes]) -> Image.Image:
    """The decoded picture, upright and without metadata. Raises as `store_picture`."""
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PictureTooLarge(max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            # The header says the size before a pixel is decoded: a bomb is never unpacked.
            if opened.width * opened.height > MAX_PIXELS:
                raise PictureTooLarge(max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS)
            if getattr(opened, "is_animated", False):
                raise PictureAnimated
            upright = ImageOps.exif_transpose(opened)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge(max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise PictureUnreadable from None


def _sizes(image: Image.Image) -> Iterator[Image.Image]:
    for width in (width for width in WIDTHS if width < image.width):
        height = max(1, round(image.height * width / image.width))
        yield image.resize((width, height), Image.Resampling.LANCZOS)
    if image.width <= WIDTHS[-1]:
        yield image


def _webp(image: Image.Image) -> bytes:
    buffer = BytesIO()
    # A new file from pixels alone: no EXIF, no place where the picture was taken.
    image.save(buffer, "WEBP", quality=_QUALITY, method=4)
    return buffer.getvalue()

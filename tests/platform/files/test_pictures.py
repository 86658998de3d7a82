from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from tradewind.platform.files import pictures, storages
from tradewind.platform.files.pictures import (
    PictureAnimated,
    PictureTooLarge,
    PictureUnreadable,
    store_picture,
)


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {"BACKEND": backend, "OPTIONS": {"location": tmp_path, "base_url": "/f/"}},
    }
    return tmp_path


def encoded(image: Image.Image, kind: str, **options: object) -> BytesIO:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


def stored(name: str) -> Image.Image:
    with storages.open_file(name, where="public") as file:
        return Image.open(BytesIO(file.read()))


def test_a_picture_is_kept_in_every_size_up_to_its_own() -> None:
    picture = store_picture(encoded(Image.new("RGB", (1000, 500), "red"), "JPEG"), folder="p")
    assert [(r.width, r.height) for r in picture.renditions] == [
        (160, 80),
        (480, 240),
        (960, 480),
        (1000, 500),
    ]
    assert (picture.width, picture.height) == (1000, 500)
    for rendition in picture.renditions:
        image = stored(rendition.name)
        assert (image.format, image.size) == ("WEBP", (rendition.width, rendition.height))


def test_a_large_picture_is_kept_no_wider_than_the_widest() -> None:
    picture = store_picture(encoded(Image.new("RGB", (2000, 20)), "PNG"), folder="p")
    assert [r.width for r in picture.renditions] == [160, 480, 960, 1600]
    assert picture.renditions[0].height == 2


def test_it_stands_upright_and_tells_nothing_of_its_origin() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    exif[0x010F] = "Camera of Ann"
    upload = encoded(Image.new("RGB", (100, 50), "blue"), "JPEG", exif=exif)
    picture = store_picture(upload, folder="p")
    assert (picture.width, picture.height) == (50, 100)
    image = stored(picture.largest.name)
    assert not dict(image.getexif())
    assert set(image.info) & {"exif", "xmp", "icc_profile"} == set()


def test_what_is_see_through_stays_so() -> None:
    picture = store_picture(encoded(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"), folder="p")
    assert stored(picture.largest.name).convert("RGBA").getpixel((5, 5))[3] == 0


def test_the_same_picture_is_kept_once(folders: Path) -> None:
    for _ in range(2):
        store_picture(encoded(Image.new("RGB", (20, 20), "red"), "PNG"), folder="p")
    assert len([path for path in folders.rglob("*") if path.is_file()]) == 1


def test_moving_pictures_are_refused() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    upload = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureAnimated):
        store_picture(upload, folder="p")


def test_a_bomb_is_never_unpacked(folders: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    with pytest.raises(PictureTooLarge):
        store_picture(BytesIO(bomb), folder="p")
    assert list(folders.rglob("*.webp")) == []


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)
    with pytest.raises(PictureTooLarge):
        store_picture(BytesIO(b"x" * 101), folder="p")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
        encoded(Image.new("RGB", (200, 200), "red"), "JPEG").getvalue()[:300],
        encoded(Image.new("RGB", (9, 9)), "BMP").getvalue(),
        encoded(Image.new("RGB", (9, 9)), "TIFF").getvalue(),
    ],
)
def test_hostile_and_broken_files_are_refused(content: bytes, folders: Path) -> None:
    with pytest.raises(PictureUnreadable):
        store_picture(BytesIO(content), folder="p")
    assert list(folders.rglob("*.webp")) == []

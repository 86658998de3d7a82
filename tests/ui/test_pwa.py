"""The installable app: manifest, worker and icons agree with the files that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from tradewind.ui import mark, pwa


def local(assets: Path, url: str) -> Path:
    return assets / url.removeprefix(settings.STATIC_URL)


def test_the_manifest_names_icons_of_the_size_it_says(client: Client, assets: Path) -> None:
    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert manifest["start_url"] == "/"
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with Image.open(local(assets, icon["src"])) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]


def test_the_worker_keeps_files_that_exist(client: Client, assets: Path) -> None:
    response = client.get("/sw.js")
    script = response.content.decode()
    match = re.search(r"const FILES = (\[.*\]);", script)
    assert match is not None
    files = json.loads(match.group(1))

    assert len(files) == len(pwa.SHELL_FILES)
    assert [url for url in files if not local(assets, url).is_file()] == []
    assert response.headers["Cache-Control"] == "no-cache"
    # Its own requests would be refused under the policy of programs.
    assert response.headers["Content-Security-Policy"] == "default-src 'self'"


def test_only_pages_that_say_so_are_kept(client: Client, assets: Path) -> None:
    assert "X-Offline" not in client.get("/ui/").headers
    kept, own = HttpResponse(), HttpResponse()
    pwa.keep_offline(kept)
    pwa.keep_offline(own, own=True)
    assert (kept.headers["X-Offline"], own.headers["X-Offline"]) == ("keep", "own")


def test_pages_load_nothing_from_another_host(client: Client, assets: Path) -> None:
    for path in ("/ui/", "/ui/storefront/", "/ui/console/", "/ui/plain/", "/offline"):
        html = client.get(path).content.decode()
        assert re.findall(r"(?:src|href|srcset)=\"(?:https?:)?//[^\"]*", html) == [], path
    for sheet in (assets / "dist").glob("*.css"):
        assert "http" not in re.sub(r"http://www.w3.org/\S+", "", sheet.read_text()), sheet


@pytest.mark.parametrize("shape", mark.SHAPES, ids=lambda shape: shape.name)
def test_outlines_stay_in_the_view_box(shape: mark.Shape) -> None:
    outline = mark.outline(shape)

    assert all(0 <= x <= mark.VIEW_BOX and 0 <= y <= mark.VIEW_BOX for x, y in outline)
    assert len(outline) > 20

"""A program brings pictures."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product
from tests.domains.factories.stores import make_store

pytestmark = pytest.mark.django_db


def png() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (400, 500), "teal").save(content, "PNG")
    return SimpleUploadedFile("mug.png", content.getvalue(), "image/png")


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json")


def test_pictures_over_rest() -> None:
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store, variants=2)
    url = f"/api/v1/stores/{store.slug}/products/{product.public_id}/pictures"
    sent = client.post(url, {"file": png(), "alt": "A mug"})
    assert sent.status_code == 201, sent.content
    sent = client.post(url, {"file": png()})
    one, two = (picture["id"] for picture in sent.json()["items"])
    assert sent.json()["items"][0]["shows"] == []
    assert sent.json()["items"][0]["renditions"]

    turned = send(client, "PUT", f"{url}/order", {"order": [two, one]})
    assert [picture["id"] for picture in turned.json()["items"]] == [two, one]
    said = send(client, "PATCH", f"{url}/{two}", {"alt": "The back"})
    assert said.json()["items"][0]["alt"] == "The back"
    linked = send(client, "PUT", f"{url}/{two}/shows", {"shows": ["Choice 1"]})
    assert linked.json()["items"][0]["shows"] == ["Choice 1"]
    for wrong in (["Choice 9"], ["Choice 1", ""]):
        assert send(client, "PUT", f"{url}/{two}/shows", {"shows": wrong}).status_code == 422
    freed = send(client, "PUT", f"{url}/{two}/shows", {"shows": [""]})
    assert freed.json()["items"][0]["shows"] == []
    left = send(client, "DELETE", f"{url}/{one}")
    assert [picture["id"] for picture in left.json()["items"]] == [two]
    bad = client.post(url, {"file": SimpleUploadedFile("x.png", b"no picture")})
    assert bad.status_code in (400, 415, 422)

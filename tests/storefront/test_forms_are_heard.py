"""A page that sends no referrer sends no origin either, and then no form of it is accepted."""

from __future__ import annotations

from pathlib import Path

import tradewind

TEMPLATES = Path(tradewind.__file__).parent


def test_no_page_with_a_form_keeps_its_origin_to_itself() -> None:
    silent = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if 'content="no-referrer"' in (page := path.read_text(encoding="utf-8"))
        and 'method="post"' in page
    ]
    assert silent == []

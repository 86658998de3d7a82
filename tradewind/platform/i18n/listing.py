"""Lists as people write them: words with commas between, in whichever script."""

from __future__ import annotations

import re

# Latin, Arabic, ideographic and full-width.
_COMMA = re.compile("[,\u060c\u3001\uff0c]")


def split_list(text: str) -> list[str]:
    """The parts in order, without the spaces around them; empty ones are left out."""
    return [part for part in (piece.strip() for piece in _COMMA.split(text)) if part]

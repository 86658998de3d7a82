"""Which searches are worth remembering. Pure."""

from __future__ import annotations

FEWEST_SEARCHES = 3
"""What fewer people searched for is offered to nobody: it may tell of one person."""

LONGEST_QUERY = 80
_MOST_DIGITS = 6


def countable(text: str) -> str | None:
    """`text` as it is counted (lower case, single spaces), or None for what is not counted.

    Addresses, telephone and card numbers typed into the wrong field belong to somebody, so
    nothing with an @ or more than six digits is kept.
    """
    plain = " ".join(text.lower().split())
    digits = sum(character.isdigit() for character in plain)
    if not 2 <= len(plain) <= LONGEST_QUERY or "@" in plain or digits > _MOST_DIGITS:
        return None
    return plain

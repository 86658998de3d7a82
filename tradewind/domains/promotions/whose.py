"""What uses are counted under: a person, and an e-mail address nobody can read from the row."""

from __future__ import annotations

import hashlib


def whos_of(*, person_id: int | None, email: str) -> list[str]:
    """Every name a shopper is counted under, sorted; [] for one who has said nothing yet."""
    known = [] if person_id is None else [f"p:{person_id}"]
    address = email.strip().lower()
    if address:
        known.append(f"e:{hashlib.sha256(address.encode()).hexdigest()}")
    return sorted(known)

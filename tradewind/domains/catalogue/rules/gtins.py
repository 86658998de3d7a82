"""GTINs: the numbers under bar codes (EAN, UPC, ISBN-13)."""

from __future__ import annotations

_LENGTHS = (8, 12, 13, 14)


def is_gtin(text: str) -> bool:
    """Whether `text` is a GTIN-8, -12, -13 or -14 with a right check digit.

    Weights 3 and 1 from the right (GS1 General Specifications, 7.9).
    """
    if len(text) not in _LENGTHS or not (text.isascii() and text.isdigit()):
        return False
    digits = [int(digit) for digit in reversed(text)]
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def normal_gtin(text: str) -> str | None:
    """`text` without the spaces and dashes people write; None when it is no GTIN.

    Spreadsheets drop leading zeros, so a number too short is tried at the next length.
    """
    digits = text.strip().replace("-", "").replace(" ", "")
    if is_gtin(digits):
        return digits
    padded = next((digits.zfill(size) for size in _LENGTHS if len(digits) < size), digits)
    return padded if len(digits) > 5 and is_gtin(padded) else None


def same_gtins(text: str) -> tuple[str, ...]:
    """Every way the same GTIN is written: as 8, 12, 13 or 14 digits, zeros in front."""
    bare = text.lstrip("0")
    if not bare:
        return ()
    return tuple(bare.zfill(width) for width in (8, 12, 13, 14) if width >= len(bare))

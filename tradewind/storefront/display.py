"""In which money prices are told beside the one they are paid in, said in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.pricing.rules import Display
from tradewind.platform.i18n import formats


def display_line(display: Display | None) -> str:
    """What is paid in, and at whose rate of which day the rest is told; why nothing is, where the
    rate is too old. Empty without a choice."""
    if display is None:
        return ""
    told = {
        "charged": display.charged,
        "shown": display.shown,
        "rate": formats.number(float(f"{display.rate:.6g}")),
        "day": formats.day(display.on),
        "source": display.source,
    }
    if not display.is_fresh:
        return _(
            "You pay in {charged}. The newest rate to {shown} is of {day}: too old to convert by."
        ).format(**told)
    return _(
        "You pay in {charged}. Amounts with ≈ are only to compare: 1 {charged} = {rate} {shown},"
        " rate of {day} ({source})."
    ).format(**told)

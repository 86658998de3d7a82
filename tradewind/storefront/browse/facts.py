"""A typed attribute in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries.facts import AttributeFacts
from tradewind.platform.i18n import formats


def told_value(attribute: AttributeFacts) -> str:
    """Its value as the reader writes it: yes or no, a number with its unit, a list."""
    value = attribute.value
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return f"{formats.number(value)} {attribute.unit}".strip()
    return value if isinstance(value, str) else formats.listed(value)

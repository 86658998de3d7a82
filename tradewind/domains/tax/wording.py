"""What a person reads about taxes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "DUTY": _("Duties and import charges"),
    "GST": _("GST"),
    "HST": _("HST"),
    "QST": _("QST"),
    "PST": _("PST"),
    "RST": _("RST"),
    "TVA": _("TVA"),
}

SENTENCES = {
    "tax_rules_overlap": _("{name} in {country} would have two rates on one day."),
}


def tax_name(name: str) -> str:
    """What the reader's language calls a tax: GST is TPS in French. One unknown keeps its name."""
    return str(_NAMES.get(name, name))

"""What a person reads when tax rules can't be kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "tax_rules_overlap": _("{name} in {country} would have two rates on one day."),
}

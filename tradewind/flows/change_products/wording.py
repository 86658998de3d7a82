"""What a person reads when a change of many products can't be done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "bulk_plan_outdated": _("Something changed meanwhile. Look at it once more before you go on."),
    "bulk_change_gone": _("This was taken back before."),
}

"""What a person reads when their data can't be copied or erased yet, and why the law keeps some."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "erasure_hindered": _("Something must end first. Your privacy page says what, and how."),
    "erasure_over": _("There is nothing to take back any more."),
    "archive_too_soon": _("You have a copy from today. Ask for the next one tomorrow."),
}

BASES = {
    "tax": _("Tax and accounting law: amounts, dates and the place of taxation are kept."),
    "proof": _("Proof of what was agreed to and when, without name or address."),
    "audit": _("The trail of who did what, by a number that no longer leads to anybody."),
    "provider": _("Banks and payment providers keep their own records under their own law."),
}

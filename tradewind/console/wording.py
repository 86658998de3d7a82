"""What people read when something of the console itself stops."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "console_undo_gone": _("It was taken back already, or too long ago to do so by itself."),
}

"""What people read when a file is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "picture_unreadable": _("This is not a picture we can read. Use JPEG, PNG or WebP."),
    "picture_too_large": _("This picture is too large. Make it smaller and try again."),
    "picture_animated": _("Moving pictures can't be used here. Choose one that stands still."),
}

"""What a person reads when something about a link stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {"link_code_taken": _("Another link has this code. Choose another one.")}

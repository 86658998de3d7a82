"""What a person reads about guides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "guide_taken": _("There is a guide of this kind for it already. Change that one."),
    "guide_unreadable": _("Line {line} of the table can not be read. Look at the example."),
}

MEASURE_NAMES = {
    "chest": pgettext_lazy("body", "Chest"),
    "waist": pgettext_lazy("body", "Waist"),
    "hips": pgettext_lazy("body", "Hips"),
    "inseam": pgettext_lazy("body", "Inside leg"),
    "height": pgettext_lazy("body", "Height"),
    "foot": pgettext_lazy("body", "Foot length"),
    "head": pgettext_lazy("body", "Head"),
    "hand": pgettext_lazy("body", "Hand"),
}

UNDERTONE_NAMES = {
    "cool": pgettext_lazy("undertone", "cool"),
    "neutral": pgettext_lazy("undertone", "neutral"),
    "warm": pgettext_lazy("undertone", "warm"),
}

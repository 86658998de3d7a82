"""What a person reads about where things are sold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "availability_taken": _("There is a rule of this kind for it already. Change that one."),
    "availability_sold_here": _("It is delivered there already: you can order it now."),
    "not_sold_here": _(
        "{title} is not delivered to {place}. Remove it, or send the order somewhere else."
    ),
}

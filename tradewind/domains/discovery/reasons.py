"""Why something is recommended, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tradewind.domains.discovery.rules.shelves import Why

_LONGEST_TITLE = 40


def sentence(why: Why, about: str = "", country: str = "") -> str:
    """The reason in the reader's language. `about` is a product's title, `country` a name."""
    title = about if len(about) <= _LONGEST_TITLE else f"{about[: _LONGEST_TITLE - 1].rstrip()}…"
    match why:
        case Why.LIKED:
            return _("Because you liked %(title)s") % {"title": title}
        case Why.BOUGHT:
            return _("Because you bought %(title)s") % {"title": title}
        case Why.VIEWED:
            return _("Because you looked at %(title)s") % {"title": title}
        case Why.TOGETHER:
            return _("Often bought together")
        case Why.SIMILAR:
            return _("Similar")
        case Why.POPULAR:
            return _("Popular in %(country)s") % {"country": country} if country else _("Popular")

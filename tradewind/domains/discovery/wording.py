"""What a person reads when search is not to be had."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "search_index_missing": _("Search is being prepared. Run `tradewind reindex` if this stays."),
    "personalization_off": _("Turn on choosing for you first."),
    "search_index_busy": _("Another process is writing the search index. Try again in a moment."),
}

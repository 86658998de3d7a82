"""What a person reads when something of engagement stops."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "favourites_too_many": _("You keep {most} favourites. Remove some to make room."),
    "waiting_not_sold_out": _("It is there: you can buy it now."),
    "review_not_delivered": _("You can review it once it has reached you."),
    "review_already": _("You reviewed this already. You can change what you wrote."),
    "review_editing_over": _("A review can be changed for 30 days. Those are over."),
    "words_said_before": _("You wrote the same words before. Say it in other words."),
    "words_with_link": _("Leave out links and web addresses."),
    "words_own": _("You wrote this yourself."),
    "standing_illegal_move": _("It was taken back by its author, or stands there already."),
    "appeal_nothing": _("There is nothing to appeal now, or your appeal waits already."),
}

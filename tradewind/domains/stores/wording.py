"""What a person reads when something about a store stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "store_illegal_standing": _("The store stands as “{status}” now: that can't be done."),
    "store_application_waits": _("You asked already. The answer comes by e-mail."),
    "store_application_decided": _("Somebody has answered this application already."),
    "store_document_unreadable": _("“{name}” is no PDF, PNG or JPEG of at most {most} MB."),
    "store_slug_taken": _("Another store has this address. Choose another one."),
    "store_name_taken": _("There is one of that name already."),
    "store_last_owner": _("A store needs an owner. Make somebody else one first."),
    "store_last_location": _("A store needs a place to ship from. Add another one first."),
    "store_already_staff": _("This person works here already."),
    "store_invitation_gone": _("This invitation no longer works. Ask for a new one."),
    "store_invitation_for_another": _(
        "This invitation was sent to another address. Sign in with that one."
    ),
}

"""What a person reads when something about their addresses stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "customer_too_many_addresses": _("You keep {most} addresses already. Remove one first."),
    "customer_same": _("This is the same record. Choose another one."),
    "customer_two_members": _("Both have an account of their own; accounts are not merged."),
    "customer_address_of_member": _(
        "This address belongs to another member's account; accounts are not merged."
    ),
}

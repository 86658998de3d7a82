"""What stands in the way of changing a store."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class SlugTaken(TradewindError):
    """Another store has that address."""

    code = "store_slug_taken"


class NameTaken(TradewindError):
    """The store has a location of that name, or sells in that country, already."""

    code = "store_name_taken"


class LastOwner(TradewindError):
    """A store without an owner could never be changed again."""

    code = "store_last_owner"


class LastLocation(TradewindError):
    """A store ships from somewhere."""

    code = "store_last_location"


class AlreadyStaff(TradewindError):
    """That person works in the store already."""

    code = "store_already_staff"


class InvitationGone(TradewindError):
    """The invitation was accepted, withdrawn or is too old."""

    code = "store_invitation_gone"


class InvitationForAnother(TradewindError):
    """The invitation was sent to an address the person who signed in has not shown to be theirs."""

    code = "store_invitation_for_another"


class ApplicationWaits(TradewindError):
    """That address asked to sell here already and has no answer yet."""

    code = "store_application_waits"


class ApplicationDecided(TradewindError):
    """Somebody has answered the application already."""

    code = "store_application_decided"


class DocumentUnreadable(TradewindError):
    """No PDF, PNG or JPEG, or larger than `most` megabytes."""

    code = "store_document_unreadable"


class IllegalStanding(TradewindError):
    """The store is not where that step begins: somebody else was faster, or it never was."""

    code = "store_illegal_standing"

"""Everything people keep, wait for, judge and ask."""

from tradewind.domains.engagement.models.favourites import Favourite, Folder, Keeper, KeeperMail
from tradewind.domains.engagement.models.guest_questions import GuestQuestion
from tradewind.domains.engagement.models.inquiries import FaqEntry, Inquiry, Reply
from tradewind.domains.engagement.models.moderation import Appeal, Flag, Standing, Step
from tradewind.domains.engagement.models.reviews import (
    HelpfulVote,
    ProductScore,
    Review,
    ReviewPicture,
)
from tradewind.domains.engagement.models.waiting import WaitingEntry

__all__ = [
    "Appeal",
    "FaqEntry",
    "Favourite",
    "Flag",
    "Folder",
    "GuestQuestion",
    "HelpfulVote",
    "Inquiry",
    "Keeper",
    "KeeperMail",
    "ProductScore",
    "Reply",
    "Review",
    "ReviewPicture",
    "Standing",
    "Step",
    "WaitingEntry",
]

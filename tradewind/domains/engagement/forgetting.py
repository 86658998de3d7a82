"""What a person liked, said and waited for, without the person.

Reviews and questions others answered stay as words without a name: they are part of what a product
is known for. Everything only the person could see goes whole.
"""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.engagement.models import (
    Flag,
    GuestQuestion,
    HelpfulVote,
    Inquiry,
    Keeper,
    KeeperMail,
    Reply,
    Review,
    ReviewPicture,
    WaitingEntry,
)
from tradewind.domains.identity.forgotten import Forgotten

_WHY = "a person is mall-wide"
_NOBODY = "–"


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Take the person out of favourites, waiting lists, reviews, questions, votes and flags."""
    own = {"person_id": whom.person_id}
    reviews = Review.objects.across_stores(_WHY).filter(**own)
    pictures = ReviewPicture.objects.across_stores(_WHY).filter(review__person_id=whom.person_id)
    waiting = (
        WaitingEntry.objects.across_stores(_WHY)
        .annotate(to=Lower("email"))
        .filter(Q(**own) | Q(to__in=whom.emails))
    )
    mails = KeeperMail.objects.annotate(to=Lower("email")).filter(to__in=whom.emails)
    mine = Keeper.objects.filter(Q(**own) | Q(pk__in=mails.values("keeper")))
    asked = GuestQuestion.objects.across_stores(_WHY).annotate(to=Lower("email"))
    asked = asked.filter(to__in=whom.emails)
    put = [pk for pk in asked.values_list("inquiry", flat=True) if pk is not None]
    questions = Inquiry.objects.across_stores(_WHY).filter(Q(**own) | Q(person=None, pk__in=put))
    added = Reply.objects.across_stores(_WHY).filter(
        Q(**own) | Q(person=None, by=Reply.By.ASKER, inquiry__in=put)
    )
    removed = {
        "favourites": int(mine.delete()[0]),
        "waiting lists": int(waiting.delete()[0]),
        "review pictures": int(pictures.delete()[0]),
        "helpful votes": int(HelpfulVote.objects.across_stores(_WHY).filter(**own).delete()[0]),
        "reports": int(Flag.objects.across_stores(_WHY).filter(**own).delete()[0]),
        # Secret ones were never anybody else's.
        "secret questions": int(questions.filter(is_secret=True).delete()[0]),
    }
    added.update(author=_NOBODY, person=None)
    removed["questions"] = questions.update(author=_NOBODY, person=None)
    asked.delete()
    removed["reviews"] = reviews.update(author=_NOBODY, about={}, person=None)
    return removed

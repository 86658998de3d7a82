"""A person's row without the person: others point at it, so it stays and says nothing."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import connection

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.identity.models import Person
from tradewind.platform.idempotency.models import UsedKey


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Close the account: no name, address, way in or power is left. In the caller's transaction."""
    links = SocialAccount.objects.filter(user_id=whom.person_id)
    factors = Authenticator.objects.filter(user_id=whom.person_id)
    emails = EmailAddress.objects.filter(user_id=whom.person_id)
    removed = {
        "linked accounts": links.count(),
        "passkeys and second factors": factors.count(),
        "e-mail addresses": emails.count(),
    }
    links.delete()
    factors.delete()
    emails.delete()
    person = Person.objects.get(pk=whom.person_id)
    person.email = whom.alias
    person.name = person.phone = person.currency = person.shown_currency = ""
    person.place = person.look = ""
    person.language, person.time_zone = "en", "UTC"
    person.is_active = person.is_operator = person.is_superuser = False
    person.last_login = None
    # A session carries a hash of the password: with another one, none opens anything any more.
    person.set_unusable_password()
    person.save()
    removed["waiting letters"] = _forget_jobs(whom)
    _forget_answers(whom)
    return removed


def end_sessions(*, person_id: int) -> int:
    """Delete the sessions themselves, which may hold an address. They are opaque, so all are read:
    not for a transaction."""
    gone = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(person_id)
    ]
    return int(Session.objects.filter(session_key__in=gone).delete()[0])


def _forget_jobs(whom: Forgotten) -> int:
    # Jobs keep the address they were to write to; done ones for some days.
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND lower(args->>'email') = ANY(%s)",
            [list(whom.emails)],
        )
        return int(cursor.rowcount)


def _forget_answers(whom: Forgotten) -> None:
    # What programs were answered is kept for a day, to be said again; it may be a profile.
    UsedKey.objects.filter(scope=f"person:{whom.person_id}").delete()

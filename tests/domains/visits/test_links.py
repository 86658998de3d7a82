"""Links with a code, and the visits they lead to."""

from __future__ import annotations

import pytest

from tests.domains.factories.stores import make_store
from tradewind.domains.visits.models import Channel, LinkCode
from tradewind.domains.visits.operations import (
    CodeTaken,
    archive_link_code,
    arrive,
    create_link_code,
)
from tradewind.domains.visits.queries import list_link_codes
from tradewind.domains.visits.rules import Arrival
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db


def make_link(code: str = "", **facts: object) -> LinkCode:
    given = {"channel": Channel.CREATOR, "label": "Maya's posts", "actor": "per_1"} | facts
    return create_link_code(code=code, **given)  # type: ignore[arg-type]


def test_a_code_decides_the_channel_and_the_rest_is_kept() -> None:
    link = make_link("MAYA", channel=Channel.QR)

    visit = arrive(
        channel=Channel.DIRECT,
        arrival=Arrival(channel="organic_social", source="instagram", code="MAYA"),
    )

    assert (visit.channel, visit.source, visit.link_code) == ("qr", "instagram", link)


def test_an_archived_code_and_an_unknown_one_leave_what_the_page_told() -> None:
    link = make_link("MAYA")
    archive_link_code(code="MAYA", store_id=None, actor="per_1")
    archive_link_code(code="MAYA", store_id=None, actor="per_1")
    link.refresh_from_db()

    for code in ("MAYA", "MAY0"):
        visit = arrive(channel=Channel.DIRECT, arrival=Arrival(channel="referral", code=code))
        assert (visit.channel, visit.link_code) == ("referral", None)
    assert link.archived_at is not None
    assert list_link_codes(store_id=None) == []


def test_a_fresh_code_has_no_letters_people_confuse() -> None:
    codes = {make_link().code for _ in range(20)}
    assert len(codes) == 20
    assert not set("".join(codes)) & set("0O1IL")


def test_a_code_is_one_link_s_for_ever() -> None:
    make_link("MAYA")
    archive_link_code(code="MAYA", store_id=None, actor="per_1")
    with pytest.raises(CodeTaken):
        make_link("MAYA")


def test_a_store_sees_and_archives_its_own() -> None:
    store, other = make_store(), make_store()
    link = make_link("OURS", store_id=store.pk)

    assert list_link_codes(store_id=store.pk) == [link]
    assert list_link_codes(store_id=other.pk) == []
    with pytest.raises(NotFound):
        archive_link_code(code="OURS", store_id=other.pk, actor="per_1")


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "", "/a\nb"]
)
def test_a_link_never_leads_out_of_the_mall(target: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_link("OUT", target=target)
    assert refused.value.fields == {"target": "invalid"}


@pytest.mark.parametrize("code", ["a", "has space", "ü", "x" * 33, "a/b"])
def test_codes_nobody_could_type(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_link(code, label=" ")
    assert refused.value.fields == {"code": "invalid", "label": "required"}

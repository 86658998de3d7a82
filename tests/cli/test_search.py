"""`tradewind reindex` and `tradewind search-eval`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from tests.domains.factories.discovery import forget_everything, make_for_sale
from tradewind.cli.reindex import reindex
from tradewind.cli.search_eval import search_eval
from tradewind.domains.discovery.models import Listing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    forget_everything()
    yield
    forget_everything()


def test_reindex_makes_listings_and_index() -> None:
    make_for_sale(title="Lamp")
    make_for_sale(title="Chair")
    result = CliRunner().invoke(reindex)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "2 products can be found."
    assert Listing.objects.across_stores("test").count() == 2


def test_reindex_may_leave_the_listings_alone() -> None:
    make_for_sale(title="Lamp")
    result = CliRunner().invoke(reindex, ["--only-index"])
    assert result.output.splitlines()[-1] == "0 products can be found."
    assert not Listing.objects.across_stores("test").exists()


def test_search_is_judged_by_external_ids(tmp_path: Path) -> None:
    for number, title in enumerate(["Brass lamp", "Oak chair", "Oak table"]):
        make_for_sale(title=title, external_id=f"x{number}")
    CliRunner().invoke(reindex)
    judgements = tmp_path / "judgements.csv"
    judgements.write_text(
        "query,product_id,grade\nlamp,x0,3\noak chair,x1,3\noak chair,x2,1\nsofa,x1,2\nsofa,x0,0\n"
        "unknowable,x0,0\n"
    )
    result = CliRunner().invoke(search_eval, [str(judgements), "--worst", "1"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "3 queries over 3 products"
    assert lines[1] == "1 left out: no relevant product is known"
    assert lines[2].startswith("nDCG@10  full 0.6")
    assert lines[3].startswith("latency  p50 ")
    assert lines[-1].split() == ["0.000", "0.000", "sofa"]


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"query,product_id,grade\nx,y,z\n", b"\xff\xfe"]
)
def test_a_file_that_is_no_judgements(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(content)
    result = CliRunner().invoke(search_eval, [str(broken)])
    assert result.exit_code == 1
    assert "can't be read" in result.output

from __future__ import annotations

import math

import pytest

from tradewind.domains.discovery.engine.evaluation import (
    JudgementsUnreadable,
    evaluate,
    gain,
    read_judgements,
)

JUDGED = read_judgements(["query,product_id,grade", "mug,a,3", "mug,b,1", "mug,c,0", "dust,d,0"])


def test_gain_is_two_to_the_grade_discounted_by_rank() -> None:
    assert gain([3, 1]) == pytest.approx(7 + 1 / math.log2(3))
    assert gain([0] * 10 + [3]) == 0


def test_unjudged_hits_cost_the_full_figure_and_not_the_condensed_one() -> None:
    result = evaluate(JUDGED, lambda query, limit: ["x", "a", "b"])
    best = 7 + 1 / math.log2(3)
    assert result.full == pytest.approx((7 / math.log2(3) + 1 / 2) / best)
    assert result.condensed == 1
    assert result.unjudgeable == ("dust",)
    assert [score.query for score in result.queries] == ["mug"]


def test_finding_nothing_scores_nothing() -> None:
    result = evaluate(JUDGED, lambda query, limit: [])
    assert (result.full, result.condensed) == (0, 0)
    assert evaluate({}, lambda query, limit: []).full == 0


@pytest.mark.parametrize(
    "lines", [["query,grade", "mug,3"], ["query,product_id,grade", "mug,a,good"], ["q,p,g", "a,b"]]
)
def test_an_unreadable_file_says_so(lines: list[str]) -> None:
    with pytest.raises(JudgementsUnreadable):
        read_judgements(lines)

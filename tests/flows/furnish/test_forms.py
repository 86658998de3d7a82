"""Outlines, compared as the path data they become."""

from __future__ import annotations

import pytest

from tradewind.flows.furnish.pictures import forms


@pytest.mark.parametrize(
    ("value", "written"), [(3.0, "3"), (3.14159, "3.1"), (-0.04, "0"), (-2.5, "-2.5"), (0, "0")]
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert forms.number(value) == written


def test_a_plain_box_and_a_rounded_one() -> None:
    assert forms.rect(1, 2, 10, 20) == "M1 2h10v20h-10z"
    assert forms.rect(0, 0, 10, 20, 2).count("a2 2 0 0 1") == 4


def test_corners_never_exceed_half_a_side() -> None:
    assert forms.rect(0, 0, 10, 20, 99) == forms.rect(0, 0, 10, 20, 5)


def test_a_circle_is_an_oval_with_one_radius() -> None:
    assert forms.oval(5, 5, 3) == forms.oval(5, 5, 3, 3) == "M2 5a3 3 0 1 1 6 0a3 3 0 1 1 -6 0z"


def test_what_is_turned_is_mirrored_at_its_axis() -> None:
    assert forms.turned((10, 0), (20, 50), cx=100) == "M110 0L120 50L80 50L90 0z"
    assert forms.half_turned((10, 0), (20, 50), cx=100) == "M110 0L120 50L100 50L100 0z"


def test_a_smooth_outline_passes_through_its_points() -> None:
    outline = forms.soft((0, 0), (10, 0), (10, 10))
    assert outline.startswith("M0 0C")
    assert outline.endswith("0 0z")
    assert " 10 0C" in outline
    assert " 10 10C" in outline


def test_a_star_has_twice_as_many_corners_as_tips() -> None:
    assert forms.star(0, 0, 10, 5, 5).count("L") == 9

"""Every kind can be drawn, small, alone in its document, the same each time."""

from __future__ import annotations

import re
from io import BytesIO
from math import hypot
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageStat

from tradewind.flows.furnish import pictures
from tradewind.flows.furnish.mall import load_mall
from tradewind.flows.furnish.pictures import KINDS, SCENES, Palette, UnknownKind, draw
from tradewind.flows.furnish.pictures.forms import oval
from tradewind.flows.furnish.pictures.outlines import outline
from tradewind.flows.furnish.pictures.palette import brightness, distance, mix
from tradewind.flows.furnish.pictures.photograph import HEIGHT, WIDTH, photograph
from tradewind.flows.furnish.pictures.settings import SETTINGS

PALETTES = {store.slug: store.palette for store in load_mall().stores}
PALETTE = PALETTES["kiln-and-linen"]
CREAM_SWATCH = "#f3e9d6"
NIGHT_SWATCH = "#2a3038"


def assert_sound(svg: str, *, box: str, limit: int, text_allowed: bool = False) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["viewBox"] == box
    assert len(svg.encode()) < limit
    assert "nan" not in svg
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    drawn = {"svg", "defs", "filter", "feDropShadow", "g", "path"}
    assert names <= (drawn | {"text"} if text_allowed else drawn)
    defined = re.findall(r'id="(\w+)"', svg)
    assert set(re.findall(r"url\(#(\w+)\)", svg)) == set(defined)
    assert len(defined) == len(set(defined))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scene", range(SCENES))
def test_each_kind_is_drawn_in_each_scene(kind: str, scene: int) -> None:
    for swatch in (None, CREAM_SWATCH, NIGHT_SWATCH):
        svg = draw(kind=kind, palette=PALETTE, seed=3, variant_colour=swatch, scene=scene)
        assert_sound(svg, box="0 0 400 500", limit=12_000)


def test_scenes_of_a_thing_differ() -> None:
    scenes = {draw(kind="teapot", palette=PALETTE, seed=1, scene=scene) for scene in range(SCENES)}
    assert len(scenes) == SCENES


def test_the_same_arguments_give_the_same_bytes() -> None:
    once = draw(kind="lamp", palette=PALETTE, seed=9, scene=2)
    assert draw(kind="lamp", palette=PALETTE, seed=9, scene=2) == once
    assert draw(kind="lamp", palette=PALETTE, seed=10, scene=2) != once


def test_the_thing_takes_the_colour_of_its_variant() -> None:
    svg = draw(kind="sweater", palette=PALETTE, seed=0, variant_colour="#2f5fa8")
    assert 'fill="#2f5fa8"' in svg
    assert 'fill="#2f5fa8"' not in draw(kind="sweater", palette=PALETTE, seed=0)


def test_without_a_variant_neighbours_take_different_hues() -> None:
    drawn = {draw(kind="jar", palette=PALETTE, seed=seed) for seed in range(3)}
    for hue in PALETTE.hues[:3]:
        assert any(f'fill="{hue}"' in svg for svg in drawn)


@pytest.mark.parametrize("seller", PALETTES)
@pytest.mark.parametrize("swatch", [CREAM_SWATCH, NIGHT_SWATCH, "#7fb0cc", "#dcc7a1"])
def test_a_thing_does_not_drown_in_its_wall(seller: str, swatch: str) -> None:
    svg = draw(kind="jar", palette=PALETTES[seller], seed=0, variant_colour=swatch)
    wall = re.findall(r'fill="(#\w{6})"', svg)[0]
    assert distance(wall, swatch) > 0.09


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownKind) as refused:
        draw(kind="unicorn", palette=PALETTE, seed=1)
    assert refused.value.details == {"kind": "unicorn"}


def test_every_kind_has_a_room_and_every_room_a_kind() -> None:
    assert {kind.setting for kind in KINDS.values()} == set(SETTINGS)


@pytest.mark.parametrize("story", pictures.STORIES)
def test_stories_come_wide_and_tall(story: str) -> None:
    assert_sound(pictures.draw_story(story=story, crop="wide"), box="0 0 960 540", limit=24_000)
    assert_sound(pictures.draw_story(story=story, crop="tall"), box="0 0 400 500", limit=24_000)


@pytest.mark.parametrize("mark", pictures.MARKS)
def test_marks(mark: str) -> None:
    assert_sound(pictures.draw_mark(mark=mark, palette=PALETTE), box="0 0 200 200", limit=4_000)


def test_sections_and_categories_of_the_mall() -> None:
    mall = load_mall()
    for section in mall.sections:
        assert_sound(pictures.draw_section(kinds=section.pictures), box="0 0 640 480", limit=12_000)
    for category in mall.categories:
        assert_sound(pictures.draw_category(kind=category.picture), box="0 0 200 200", limit=6_000)


def test_the_tile_says_brand_and_category_and_escapes_them() -> None:
    svg = pictures.draw_tile(brand="Bang & <Olufsen>", category="Speakers")
    assert_sound(svg, box="0 0 400 500", limit=4_000, text_allowed=True)
    said = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert said == ["Bang & <Olufsen>", "Speakers"]


def test_the_tile_cuts_what_is_too_long_and_leaves_out_what_is_missing() -> None:
    svg = pictures.draw_tile(brand="", category="x" * 80)
    said = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert said == ["x" * 33 + "…"]


def test_a_brand_keeps_its_tint_whatever_its_case() -> None:
    tints = {
        re.findall(r'fill="(#\w{6})"', pictures.draw_tile(brand=brand, category="Phones"))[0]
        for brand in ("Nokia", "NOKIA")
    }
    assert len(tints) == 1


def test_colour_arithmetic() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert brightness("#ffffff") == pytest.approx(1)
    assert distance("#000000", "#ffffff") == pytest.approx(1)
    assert distance("#336699", "#336699") == 0


def test_a_palette_is_a_value() -> None:
    again = Palette(PALETTE.backdrop, PALETTE.ground, PALETTE.hues, PALETTE.motif)
    assert draw(kind="bowl", palette=again, seed=2) == draw(kind="bowl", palette=PALETTE, seed=2)


def test_a_photograph_has_the_drawing_s_colours_where_they_stand() -> None:
    svg = draw(kind="cup", palette=PALETTE, seed=1, variant_colour="#3f8f95")
    photo = Image.open(BytesIO(photograph(svg)))
    assert (photo.format, photo.size) == ("JPEG", (WIDTH, HEIGHT))
    # The middle of the mug, left of its fold, and the wall above it.
    assert near(photo.getpixel((190, 450)), (0x3F, 0x8F, 0x95))
    assert not near(photo.getpixel((190, 60)), (0x3F, 0x8F, 0x95))


def test_an_evening_is_darker_and_a_hand_may_be_off() -> None:
    svg = draw(kind="cup", palette=PALETTE, seed=1, scene=2)
    day, evening = (Image.open(BytesIO(photograph(svg, light=light))) for light in (1, 0.8))
    assert ImageStat.Stat(evening).mean[0] < 0.85 * ImageStat.Stat(day).mean[0]
    assert photograph(svg, turn=2.5) != photograph(svg)


def test_an_arc_ends_where_it_is_told_and_keeps_its_radius() -> None:
    (circle,) = outline(oval(100, 80, 40))
    assert all(hypot(x - 100, y - 80) == pytest.approx(40, abs=0.1) for x, y in circle)
    (wide,) = outline(oval(0, 0, 60, 20))
    assert max(x for x, _ in wide) == pytest.approx(60, abs=0.1)
    assert max(y for _, y in wide) == pytest.approx(20, abs=0.5)


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))

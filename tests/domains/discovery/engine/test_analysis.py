from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.discovery.engine.analysis import (
    field_language,
    hangul_joints,
    parts,
    squeezed,
    terms,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TN-2110 Toner", ["tn", "2110", "toner"]),
        ("Écran d'ordinateur", ["ecran", "ordinateur"]),
        ("Lexmark™ C® tool", ["lexmark", "c", "tool"]),
        ("Đèn bàn học", ["den", "ban", "hoc"]),
        ("Ухаалаг утас", ["ухаалаг", "утас"]),
        ("٣٢ جيجا", ["32", "جيجا"]),
        ("노트북가방", ["노트", "트북", "북가", "가방"]),
        ("가방", ["가방"]),
        ("", []),
        ("+-&|!(){}[]^~*?:\\/", []),
    ],
)
def test_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "written",
    ['15" case', "15” case", "15 inch case", "15-inch case", "15 inches case", "15in case"],
)
def test_inches_are_one_word_however_written(written: str) -> None:
    assert words(written) == ["15", "inch", "case"]


def test_in_before_a_number_stays_a_preposition() -> None:
    assert words("2 in 1 tablet") == ["2", "in", "1", "tablet"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "battery", "batteries"),
        ("en", "headphone", "headphones"),
        ("fr", "imprimante", "imprimantes"),
        ("fr", "télévision", "television"),
        ("ar", "الطابعة", "طابعه"),
        ("ar", "أقلام", "اقلام"),
        ("ar", "والكتب", "كتب"),
        ("vi", "đèn bàn học", "den ban hoc"),
        ("vi", "ĐIỆN THOẠI", "điện thoại"),
        ("mn", "Гоёл", "гоел"),
        ("mn", "хүүхэд", "хүүхдийн"),
        ("mn", "хүүхэд", "huuhed"),
        ("mn", "хүүхэд", "khvvkhed"),
        ("mn", "утас", "утаснууд"),
        ("mn", "гутал", "гутлын"),
        ("mn", "цамцны", "tsamts"),
        ("mn", "эмэгтэйчүүд", "emegtei"),
        ("mn", "ноолуураас", "nooluur"),
        ("mn", "өнгө", "ongo"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, one: str, other: str) -> None:
    assert terms(one, language) == terms(other, language) != []


def test_different_things_keep_different_terms() -> None:
    assert terms("router", "en") != terms("routine", "en")
    assert terms("cat5e", "en") == ["cat5e"]
    assert len({tuple(terms(word, "mn")) for word in ("ном", "нам", "ус", "ор", "үр", "гэр")}) == 6


def test_korean_compounds_are_met_written_apart_and_by_their_last_syllable() -> None:
    assert hangul_joints("노트북 가방") == ["북", "방", "북가"]
    assert hangul_joints("Wool 책 (red)") == hangul_joints("wool") == []


def test_codes_lose_their_punctuation() -> None:
    assert squeezed("TN-2110") == squeezed("tn 2110") == "tn2110"


def test_parts_are_runs_of_letters_and_digits() -> None:
    assert parts("rtx2060super") == ["rtx", "2060", "super"]
    assert parts("keyboard") == ["keyboard"]


def test_a_language_tag_finds_its_field() -> None:
    assert field_language("fr-CA", ("en", "fr")) == "fr"
    assert field_language("EN_us", ("en", "fr")) == "en"
    assert field_language("ko", ("en", "fr")) == "und"


@given(st.text())
def test_words_are_never_empty_and_hold_no_spaces_or_capitals(text: str) -> None:
    for word in words(text):
        assert word
        assert not any(char.isspace() or "A" <= char <= "Z" for char in word)

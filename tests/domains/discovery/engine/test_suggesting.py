from __future__ import annotations

from tradewind.domains.discovery.engine.suggesting import Phrase, PhraseBook

LAPTOP_BAG = Phrase("1", "Laptop bag", 5)
BAGS = Phrase("2", "Bags", 3)
BAGUETTE = Phrase("3", "Bágüette", 9)
BOOK = PhraseBook([LAPTOP_BAG, BAGS, BAGUETTE])


def test_first_words_stand_before_later_ones_then_by_use() -> None:
    assert BOOK.starting("bag", limit=5) == (BAGUETTE, BAGS, LAPTOP_BAG)
    assert BOOK.starting("bag", limit=1) == (BAGUETTE,)


def test_a_phrase_goes_on_over_its_words() -> None:
    assert BOOK.starting("laptop b", limit=5) == (LAPTOP_BAG,)


def test_what_starts_nothing_offers_nothing() -> None:
    assert BOOK.starting("zebra", limit=5) == ()
    assert PhraseBook([]).starting("a", limit=5) == ()

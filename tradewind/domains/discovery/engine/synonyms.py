"""Words for the same thing, by language: data a person can read and add to.

``a, b`` on a line are the same. ``a > b`` says that some catalogues call an ``a`` a ``b``, which by
itself may also be something else (a notebook of paper): it counts only where the catalogue names
more things ``b`` than ``a``. Words are written as anybody would; they are analysed like a query.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from tradewind.domains.discovery.engine.analysis import FUNCTION_WORDS, words

LONGEST_PHRASE = 4

_LISTS = {
    "en": """
        laptop > notebook
        laptops > notebook
        tv, television
        smartphone, mobile phone, cell phone, cellphone
        earphones, earbuds
        fridge, refrigerator
        couch, sofa
        sneakers, trainers
        trousers > pants
        jumper > sweater
        vacuum cleaner, hoover
        flash drive, usb stick, thumb drive, memory stick
        hard drive, hard disk, hdd
        wifi, wi fi, wlan
        monitor > display
        photo camera > camera
        printer cartridge > ink cartridge
        rucksack, backpack
        perfume, fragrance
        hoodie, hooded sweatshirt
        lipstick, lip colour, lip color
        moisturizer, moisturiser
        sunscreen, sunblock
        diaper, nappy
        stroller, pushchair
        duvet, comforter
        bathrobe, dressing gown
        lamp > light
    """,
    "fr": """
        portable > ordinateur portable
        laptop, ordinateur portable, pc portable
        tele, tv, televiseur, television
        smartphone, telephone portable, telephone mobile, cellulaire
        frigo, refrigerateur
        canape, sofa
        baskets, chaussures de sport, espadrilles
        cle usb, memoire usb
        disque dur, hdd
        ecouteurs, oreillettes
        sac a dos, havresac
        creme solaire, ecran solaire
        couche, couches
        poussette, landau
        chandail, pull, tricot
    """,
    "ko": """
        노트북, 랩탑, 랩톱
        휴대폰, 핸드폰, 스마트폰
        티비, 텔레비전, tv
        냉장고, 냉장기
        운동화, 스니커즈
        배낭, 백팩
        선크림, 자외선차단제
        이어폰, 이어버드
        향수, 퍼퓸
    """,
    "vi": """
        laptop, máy tính xách tay
        tivi, tv, truyền hình
        điện thoại, điện thoại di động, smartphone
        ba lô, balo
        kem chống nắng, kem chống tia uv
        nước hoa, dầu thơm
        giày thể thao, sneaker
    """,
    "mn": """
        зөөврийн компьютер, нөүтбүүк, лаптоп, notebook, laptop
        утас, гар утас, ухаалаг утас
        телевизор, зурагт, tv
        хөргөгч, реф
        пүүз, кет
        үүргэвч, цүнх
        үнэртэй ус, сүрчиг
    """,
    "ar": """
        لابتوب, كمبيوتر محمول, حاسوب محمول
        جوال, هاتف, موبايل, هاتف محمول
        تلفاز, تلفزيون
        ثلاجة, براد
        كنبة, أريكة
        حذاء رياضي, سنيكرز
        واقي شمس, كريم شمس
    """,
}

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another wording; `is_guarded` when only some catalogues mean the same by it."""

    words: Phrase
    is_guarded: bool


@lru_cache(maxsize=16)
def synonyms(language: str) -> dict[Phrase, tuple[Synonym, ...]]:
    """Every wording of an index language that has others, by its words as a query has them."""
    found: dict[Phrase, list[Synonym]] = defaultdict(list)
    for line in _LISTS.get(language, "").strip().splitlines():
        if ">" in line:
            known, called = (_phrase(part, language) for part in line.split(">"))
            found[known].append(Synonym(called, is_guarded=True))
            continue
        group = list(dict.fromkeys(_phrase(part, language) for part in line.split(",")))
        for phrase in group:
            found[phrase] += [
                Synonym(other, is_guarded=False) for other in group if other != phrase
            ]
    return {phrase: tuple(others) for phrase, others in found.items()}


def _phrase(text: str, language: str) -> Phrase:
    ignored = FUNCTION_WORDS.get(language, frozenset())
    return tuple(word for word in dict.fromkeys(words(text)) if word not in ignored)

"""Correcting a word by the catalogue's own vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_SHORTEST = 4
_LONG = 8


class Vocabulary:
    """The words of a catalogue, findable by what is nearly them.

    Symmetric deletion (Garbe's SymSpell): two words within one edit share a form with at most one
    letter left out, so nearness costs a few dictionary look-ups instead of a scan.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        """`frequencies` is products by folded word; numbers and short words are left out."""
        self._frequencies = {
            word: times
            for word, times in frequencies.items()
            if len(word) >= _SHORTEST and word.isalpha()
        }
        self._nearly: dict[str, list[str]] = {}
        for word in self._frequencies:
            for form in {word, *_shortened(word)}:
                self._nearly.setdefault(form, []).append(word)

    def __len__(self) -> int:
        return len(self._frequencies)

    def corrections(self, word: str, *, limit: int = 3) -> list[str]:
        """Known words near `word`, nearest first, then most frequent.

        One edit away (a letter more, less, other, or two swapped); two for eight letters or more.
        """
        if not _SHORTEST <= len(word) <= 40:
            return []
        furthest = 2 if len(word) >= _LONG else 1
        forms = {word, *_shortened(word)}
        if furthest == 2:
            forms |= {form for once in list(forms) for form in _shortened(once)}
        near = {known for form in forms for known in self._nearly.get(form, ())} - {word}
        ranked = sorted(
            (distance(word, known), known[0] != word[0], -self._frequencies[known], known)
            for known in near
        )
        return [known for edits, _, _, known in ranked if edits <= furthest][:limit]


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def distance(one: str, other: str) -> int:
    """Optimal string alignment: edits by insertion, deletion, substitution, adjacent swap."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (char != wanted))
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]

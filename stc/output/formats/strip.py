"""The strip of a step on one line of letters, `──○────●──◆───│──`, and a line of words under it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len

from stc.plan.periods import MONTHS, Period, format_month
from stc.text.drawing import BAR, RAIL
from stc.views.strip import Mark, Strip

SIGNS: Final = {"promised": "○", "moved": "◆", "silent": "◇", "done": "●", "out": "✕", "today": "│"}
_GAP: Final = 2
_LONGEST: Final = 24
_MOST_WORDS: Final = 4
_FIRST_SAID: Final = ("promised", "done", "out", "today", "moved", "silent")


class Piece(NamedTuple):
    """Letters of a line, and what they show: a kind of mark or stretch, `today`, or nothing."""

    letters: str
    kind: str


class StripLines(NamedTuple):
    """The two lines of a strip, each as wide as the strip or narrower."""

    line: tuple[Piece, ...]
    words: tuple[Piece, ...]


def draw_strip(strip: Strip, width: int) -> StripLines:
    """Return the two lines of a strip; words that would touch others are shortened or left out."""
    marks = sorted((*strip.marks, Mark(strip.today, "today", "today")), key=lambda mark: mark.day)
    marks = _keep(marks, width // 2)
    days = [day for mark in marks for day in (mark.begin or mark.day, mark.day)]
    days += [day for stretch in strip.stretches for day in stretch[:2]]
    axis = _Axis.around(min(days), max(days), width)
    places = axis.place_apart([mark.day for mark in marks])
    line: list[tuple[str, str]] = [(RAIL, "")] * width
    for begin, end, kind in strip.stretches:
        for column in range(axis.place(begin), axis.place(end)):
            line[column] = (RAIL, kind)
    for mark, place in zip(marks, places, strict=True):
        for column in range(axis.place(mark.begin or mark.day), place):
            line[column] = (BAR, mark.kind) if mark.begin else line[column]
    for mark, place in zip(marks, places, strict=True):
        line[place] = (SIGNS[mark.kind], mark.kind)
    words = [(" ", "")] * width
    for word in _place_words(marks, places, width):
        words[word.start : word.end] = [(letter, word.kind) for letter in word.text]
    return StripLines(_join(line), _join(words))


def _keep(marks: Sequence[Mark], most: int) -> list[Mark]:
    """Return the marks in their order; of too many the first deadline, the end and the latest."""
    moves = [mark for mark in marks if mark.kind in ("moved", "silent")]
    room = max(most - (len(marks) - len(moves)), 1)
    left_out = {id(mark) for mark in moves[:-room]}
    return [mark for mark in marks if id(mark) not in left_out]


class _Axis(NamedTuple):
    """Which column a day has."""

    first: date
    days: int
    width: int

    @classmethod
    def around(cls, first: date, last: date, width: int) -> "_Axis":
        space = max((last - first).days // 16, 14)
        return cls(first - timedelta(days=space), (last - first).days + 2 * space, width)

    def place(self, day: date) -> int:
        return min((day - self.first).days * self.width // self.days, self.width - 1)

    def place_apart(self, days: Sequence[date]) -> list[int]:
        """Return a column for each of the days, which are in order; no column has two."""
        places: list[int] = []
        for day in days:
            places.append(max(self.place(day), places[-1] + 1 if places else 0))
        last = self.width
        for n in reversed(range(len(places))):
            places[n] = last = min(places[n], last - 1)
        return places


class _Word(NamedTuple):
    """The words of a mark, where they begin, and the kind of the mark."""

    start: int
    text: str
    kind: str

    @property
    def end(self) -> int:
        return self.start + cell_len(self.text)


def _place_words(marks: Sequence[Mark], places: Sequence[int], width: int) -> tuple[_Word, ...]:
    """Return the words of the marks so that none touch: of as many marks as possible, and long."""
    said = [(mark, place) for mark, place in zip(marks, places, strict=True) if mark.words]
    said.sort(key=lambda pair: _FIRST_SAID.index(pair[0].kind))
    return _choose([_list_places(mark, place, width) for mark, place in said[:_MOST_WORDS]], ())


def _choose(choices: Sequence[Sequence[_Word]], taken: tuple[_Word, ...]) -> tuple[_Word, ...]:
    """Return the best words, one of each of the choices or none, beside those that are taken."""
    if not choices:
        return taken
    found = [
        _choose(choices[1:], (*taken, word))
        for word in choices[0]
        if all(word.end + _GAP <= other.start or other.end + _GAP <= word.start for other in taken)
    ]
    # What comes first is more important: it is left out only where nothing of it fits.
    return max(found, key=_rate) if found else _choose(choices[1:], taken)


def _rate(words: tuple[_Word, ...]) -> tuple[int, int]:
    return len(words), sum(len(word.text) for word in words)


def _list_places(mark: Mark, place: int, width: int) -> list[_Word]:
    """Return the words of a mark under it or next to that, the longest first."""
    return [
        _Word(start, text, mark.kind)
        for text in _say(mark)
        for start in _list_starts(place, cell_len(text), width)
    ]


def _list_starts(place: int, wide: int, width: int) -> Iterable[int]:
    """Return where words may begin that are so wide; none where they are wider than the strip."""
    starts = (place, place - wide // 2, place - wide + 1, place + 1, place - wide)
    shifted = (max(0, min(start, width - wide)) for start in starts)
    return dict.fromkeys(shifted) if wide <= width else ()


def _say(mark: Mark) -> Iterator[str]:
    """Yield the words of a mark, each shorter than the one before."""
    if mark.kind == "today":
        yield mark.words
        return
    if isinstance(mark.day, Period) and cell_len(str(mark.day)) <= _LONGEST:
        yield f"{mark.words} {mark.day}"
    yield f"{mark.words} {format_month(mark.day)}"
    yield f"{mark.words} {MONTHS[mark.day.month - 1][:3]}"
    yield mark.words


def _join(letters: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    return tuple(
        Piece("".join(letter for letter, _ in group), kind)
        for kind, group in groupby(letters, key=lambda pair: pair[1])
    )

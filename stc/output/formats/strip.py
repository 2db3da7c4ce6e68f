"""The strip of a step on one line of letters, `──○────●──◆───│──`, and a line of words under it."""

from collections.abc import Iterator, Sequence
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
    for start, text, of in _place_words(marks, places, width):
        words[start : start + cell_len(text)] = [(letter, of) for letter in text]
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


def _place_words(
    marks: Sequence[Mark], places: Sequence[int], width: int
) -> Iterator[tuple[int, str, str]]:
    """Yield the first column of the words of a mark, the words and the kind of the mark."""
    taken: list[tuple[int, int]] = []
    said = [(mark, place) for mark, place in zip(marks, places, strict=True) if mark.words]
    for mark, place in sorted(said, key=lambda pair: _FIRST_SAID.index(pair[0].kind)):
        following = min((other for _, other in said if other > place), default=width + _GAP)
        for start, text in _list_places(mark, place, following):
            end = start + cell_len(text)
            is_inside = start >= 0 and end <= width
            if is_inside and all(
                end + _GAP <= left or right + _GAP <= start for left, right in taken
            ):
                taken.append((start, end))
                yield start, text, mark.kind
                break


def _are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] + _GAP <= other[0] or other[1] + _GAP <= one[0]


def _list_places(mark: Mark, place: int, following: int) -> Iterator[tuple[int, str]]:
    """Yield where words of a mark may begin, under it or next to that; best first.

    Args:
        mark: The mark.
        place: Its column.
        following: The column of the next mark that has words.
    """
    for text in _say(mark):
        wide = cell_len(text)
        starts = (place, place + 1, place - wide // 2, place - wide + 1)
        has_room = place + wide + _GAP <= following
        for start in starts if has_room else reversed(starts):
            yield start, text


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

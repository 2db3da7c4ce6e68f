"""Full-text search for steps that contain all words of a query, in any of their texts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from stc.errors import UsageProblem
from stc.plan.aliases import names_of
from stc.plan.field import specs_of
from stc.plan.model import Step
from stc.plan.value_types import Extra
from stc.text.typography import fold_typography

_TERM: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
# Accents, the points of Hebrew, and the vowel signs and hamzas of Arabic.
_ACCENTS: Final = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
# Letters with a stroke, and ligatures, which Unicode does not take apart as accents.
_STROKES: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
)
_JOINERS: Final = re.compile(r"[\u200c-\u200f\ufe00-\ufe0f]")
# No query holds it, so that no phrase is found across two fields.
BETWEEN: Final = "\x00"


class Search(NamedTuple):
    """A query for steps that have all of its words and phrases.

    Attributes:
        typed: The query as it was typed.
        accented: Folded words and phrases with an accent, which the text must have, too.
        plain: Those without an accent: accents of the text do not matter.
    """

    typed: str
    accented: tuple[str, ...]
    plain: tuple[str, ...]

    def accepts(self, written: "WrittenText") -> bool:
        """Return whether every word and phrase of the query is in the text."""
        return all(term in written.plain for term in self.plain) and all(
            term in written.folded for term in self.accented
        )


class WrittenText(NamedTuple):
    """All text of a step, folded: with its accents, and without."""

    folded: str
    plain: str


def parse_search(typed: str) -> Search:
    """Parse a query: words, and phrases in double quotes.

    Raises:
        UsageProblem: There is no word in it, a phrase is empty, or a quote has no second one.
    """
    query = fold_text(typed)
    if query.count('"') % 2:
        raise UsageProblem(
            "--search: a phrase has only one of its two double quotes.",
            """Write it as --search '"mental health"'.""",
        )
    terms = [(phrase or word).strip() for phrase, word in _TERM.findall(query)]
    if not all(terms):
        raise UsageProblem("--search: a phrase is empty.", "Write a word between its quotes.")
    if not terms:
        raise UsageProblem("--search has no word.", "Write one, or leave the option out.")
    accented = tuple(term for term in terms if drop_accents(term) != term)
    return Search(typed, accented, tuple(term for term in terms if term not in accented))


def read_step(step: Step) -> WrittenText:
    """Return all text of a step in the form that a search compares."""
    shared = (text for texts in list_shared(step) for text in texts)
    folded = fold_written((*list_own(step), *shared))
    return WrittenText(folded, drop_accents(folded))


def fold_written(texts: Iterable[str]) -> str:
    """Return texts as one that holds each of them, with its accents, and no phrase of two."""
    return fold_text(BETWEEN.join(texts)).replace('"', "")


def fold_text(text: str) -> str:
    """Return the text without case, typography and differences of encoding."""
    if text.isascii():
        return fold_typography(text.casefold())
    # Quotes come first: as compatibility characters some of them fall apart into an accent.
    same = unicodedata.normalize("NFKC", fold_typography(text)).casefold()
    return fold_typography(_JOINERS.sub("", same))


def drop_accents(text: str) -> str:
    """Return a folded text without accents, points, vowel signs and strokes."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_STROKES)


@cache
def _searched_fields() -> tuple[tuple[str, bool], ...]:
    specs = specs_of(Step).values()
    return tuple((spec.attribute, spec.many) for spec in specs if spec.field.searched)


def list_own(step: Step) -> Iterator[str]:
    """Yield the texts of the step itself."""
    for attribute, many in _searched_fields():
        value = getattr(step, attribute)
        if isinstance(value, Extra):
            yield from (text for _, text in value)
        elif value:
            yield from value if many else (value,)
    for update in step.updates:
        yield from (update.text or "", *update.evidence)
    yield from (revision.reason for revision in step.revisions)
    if step.needs_review:
        yield step.needs_review.note


def list_shared(step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the texts of what the step belongs to: its goal, its section, its departments."""
    if step.goal:
        yield step.goal.id or "", step.goal.title
    yield step.section.id, step.section.title, *step.under
    yield from map(names_of, step.departments)

"""The vocabulary of a file: read tolerantly, so that nothing hides the rest, and what is wrong."""

from collections.abc import Iterator
from typing import Any, Final

from stc import codes
from stc.files.places import KeyPath, location_of
from stc.findings import Finding
from stc.plan.status import Status, StatusKind, fold_status
from stc.plan.vocabulary import (
    DEFAULT,
    MOST_STATUSES,
    Vocabulary,
    find_missing_kind,
    find_repeated,
    list_halves,
    settle,
)
from stc.text.nearest import Nearest, quote
from stc.yaml.document import Document

_KINDS: Final = {kind.word: kind for kind in StatusKind}
_AT: Final[KeyPath] = ("vocabulary", "statuses")


def read_vocabulary(data: dict[str, Any]) -> Vocabulary | None:
    """Return the statuses that steps may name, or None where the file's list cannot be read."""
    block = data.get("vocabulary")
    if not isinstance(block, dict) or "statuses" not in block:
        return DEFAULT
    statuses = _read_statuses(block["statuses"])
    return settle(Vocabulary(tuple(status for _, status in statuses))) if statuses else None


def _read_statuses(values: Any) -> list[tuple[int, Status]]:
    """Return the statuses that have a name, with their numbers; a misspelt kind is the unknown."""
    return [
        (
            number,
            Status(
                value["name"],
                _find_kind(value) or StatusKind.UNKNOWN,
                unranked="none" if value.get("rank") == "none" else None,
                was=_texts(value, "was"),
                aliases=_texts(value, "aliases"),
            ),
        )
        for number, value in enumerate(values if isinstance(values, list) else ())
        if isinstance(value, dict) and isinstance(value.get("name"), str) and value["name"].strip()
    ]


def _find_kind(value: dict[str, Any]) -> StatusKind | None:
    word = value.get("kind")
    return _KINDS.get(word) if isinstance(word, str) else None


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    texts = value.get(key)
    found = texts if isinstance(texts, list) else []
    return tuple(text if isinstance(text, str) else "" for text in found)


def check_vocabulary(document: Document, data: dict[str, Any]) -> Iterator[Finding]:
    """Yield the findings between the words of a plan."""
    block = data.get("vocabulary")
    if not isinstance(block, dict):
        return
    yield from _check_words(document, block)
    values = block.get("statuses")
    if not isinstance(values, list):
        return
    if len(values) > MOST_STATUSES:
        message = f"The plan has {len(values):,} statuses; at most {MOST_STATUSES} are allowed."
        hint = "Keep the words that say how far a step is."
        yield codes.BAD_VOCABULARY.at(location_of(document, _AT), message, hint)
        return
    found = _read_statuses(values)
    if all(isinstance(value, dict) and _find_kind(value) for value in values):
        yield from _check_kinds(document, tuple(status for _, status in found))
    yield from _check_repeated(document, found)


def _check_words(document: Document, block: dict[str, Any]) -> Iterator[Finding]:
    for here, other in list_halves(block.get("words")):
        place = location_of(document, ("vocabulary", "words", here), key=True)
        message = f"The word {other} is missing beside {here}."
        hint = f"Add {other}: with a value, or remove {here}."
        yield codes.MISSING_FIELD.at(place, message, hint)


def _check_kinds(document: Document, statuses: tuple[Status, ...]) -> Iterator[Finding]:
    missing = find_missing_kind(statuses)
    if missing:
        message = f"No status of the vocabulary is of the kind {missing.word}."
        example = DEFAULT.list_of_kind(missing)[0].name
        hint = f"Add one, such as {{name: {example}, kind: {missing.word}}}."
        yield codes.BAD_VOCABULARY.at(location_of(document, _AT), message, hint)


def _check_repeated(document: Document, found: list[tuple[int, Status]]) -> Iterator[Finding]:
    statuses = tuple(status for _, status in found)
    for repeated in find_repeated(statuses):
        if not repeated.word.strip():
            continue
        place = location_of(document, _path(found, repeated.at))
        word = quote(repeated.word)
        if repeated.other is None:
            message = f"{word} is a word of stc: every plan has the status {repeated.owner}."
            hint = "Take another one."
            yield codes.BAD_VOCABULARY.at(place, message, hint)
            continue
        other = location_of(document, _path(found, repeated.other))
        if (repeated.at[1], repeated.other[1]) == ("was", "name"):
            message = f"{word} is an earlier name, and the name of the status on line {other.line}."
            hint = "Remove it from was: here, or rename that status."
        else:
            message = (
                f"The word {word} already stands for {quote(repeated.owner)} on line {other.line}."
            )
            hint = "Remove one of the two."
        yield codes.BAD_VOCABULARY.at(place, message, hint, other)


def _path(found: list[tuple[int, Status]], at: tuple[int, str, int | None]) -> KeyPath:
    number, key, position = at
    path: KeyPath = (*_AT, found[number][0], key)
    return path if position is None else (*path, position)


class StatusMeant:
    """The statuses that unknown ones may be meant to be."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = {
            fold_status(name): status.name
            for status in reversed(vocabulary.statuses)
            for name in (*status.was, status.name)
        }
        self._choices = ", ".join(status.name for status in vocabulary.statuses)
        by_slug = {status.slug: status.name for status in vocabulary.statuses}
        self._nearest = Nearest(
            {name: by_slug[slug] for name, slug in vocabulary.list_names().items()}
        )

    def hint(self, text: str) -> str:
        """Return what to write in place of an unknown status."""
        exact = self._names.get(fold_status(text))
        if exact:
            return f"Write {exact}."
        meant = self._nearest.find(text)
        return f"Did you mean {meant}?" if meant else f"Write one of: {self._choices}."

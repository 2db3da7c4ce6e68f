"""The parts of a file that changes are made in: whole steps where they can be cut out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stc.files.places import Loc, locate_steps
from stc.yaml.document import Document
from stc.yaml.reader import read_document


class Piece(NamedTuple):
    """A part of a file.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends, half-open.
        document: What stands there, as a document of its own.
        locs: The path in it to each of its steps, by their ids.
    """

    start: int
    end: int
    document: Document
    locs: dict[str, Loc]


def cut_pieces(document: Document, steps: Iterable[str]) -> tuple[Piece, ...]:
    """Gives the pieces of a sound file that hold these steps, in their order.

    In the canonical layout these are the steps themselves, so that what stands around them need not
    be read as YAML, and stays as it is whatever is done in them.
    """
    if document.head is None:
        return (Piece(0, len(document.text), document, locate_steps(document)),)
    from stc.files.canonical.places import find_span

    spans = {find_span(document.text, one): one for one in steps}
    return tuple(
        Piece(start, end, _read(document, start, end), {spans[start, end]: (0,)})
        for start, end in sorted(spans)
    )


def _read(document: Document, start: int, end: int) -> Document:
    return read_document(document.text[start:end].encode(), document.path)


def join_pieces(document: Document, pieces: Sequence[Piece], made: Sequence[bytes]) -> bytes:
    """Gives the bytes of the file with other bytes in the place of its pieces."""
    if document.head is None:
        (data,) = made
        return data
    parts, done = list[str](), 0
    for piece, data in zip(pieces, made, strict=True):
        parts += (document.text[done : piece.start], data.decode())
        done = piece.end
    return document.encode("".join([*parts, document.text[done:]]))

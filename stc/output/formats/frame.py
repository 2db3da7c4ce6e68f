"""The frame of an answer on a terminal: what it is about and for which day, then its sentence."""

import re
from collections.abc import Sequence
from typing import Final

from stc.views.glance import GlanceBlock, Head, Paragraph, Remarks, say
from stc.views.view import Block, Context, Sentences, Table, View

_SENTENCE: Final = re.compile(r"(.+?[^\W_A-Z]\W{0,3}[.!?])\s+(?=[^\W_a-z])")
"""A sentence that another one follows, not a letter with a stop, as in a name."""


def build_frame(view: View, context: Context) -> tuple[tuple[GlanceBlock, ...], tuple[Block, ...]]:
    """Return the lines above an answer, and its blocks without what those lines say."""
    said, blocks = view.headline, view.blocks
    if not said:
        said, blocks = take_sentence(blocks, view.notices)
    head: list[GlanceBlock] = [Head(say(view.title), context.as_of)]
    if said:
        head.append(Paragraph(say(said), is_strong=True))
    if context.remarks:
        head.append(Remarks(context.remarks))
    return tuple(head), tuple(_drop_title(block, view.title) for block in blocks)


def _drop_title(block: Block, title: str) -> Block:
    is_said = isinstance(block, Table) and block.title == title
    return block._replace(title="") if isinstance(block, Table) and is_said else block


def take_sentence(
    blocks: Sequence[Block], notices: Sequence[str] = ()
) -> tuple[str, tuple[Block, ...]]:
    """Return the first sentence that is said without a heading, and the blocks without it.

    Args:
        blocks: The blocks of an answer.
        notices: Sentences of theirs on what cannot be seen, which are not what it says.
    """
    for n, block in enumerate(blocks):
        if isinstance(block, Sentences) and not block.heading and block.lines:
            first, *others = block.lines
            if first in notices:
                continue
            found = _SENTENCE.match(first)
            rest = (first[found.end() :],) if found else ()
            lines = (*rest, *others)
            kept = (block._replace(lines=lines),) if lines else ()
            return found[1] if found else first, (*blocks[:n], *kept, *blocks[n + 1 :])
    return "", tuple(blocks)

"""Plain data from the parser's events, without a tree, for text that is certainly well-formed."""

from typing import Any

from yaml import events

from stc.yaml.builder import collector_paused, may_hold_question_keys
from stc.yaml.document import BATCH, DEEPEST, LARGEST, ROOM
from stc.yaml.lines import NotPlain, Plain, Position
from stc.yaml.nodes import NULL_TEXTS
from stc.yaml.parser import SYNTAX_ERRORS, make_parser


def read_plain(text: str, depths: tuple[int, ...] = ()) -> Plain:
    """Return the data of a text that a scan has passed, and where its blocks of some depths begin.

    Args:
        text: The text.
        depths: How many lists and blocks enclose the blocks whose positions are wanted, the
            block itself included.

    Raises:
        NotPlain: The text may have a finding.
    """
    if may_hold_question_keys(text):
        raise NotPlain
    try:
        with collector_paused():
            return _follow(make_parser(text).get_event, text, depths)
    except SYNTAX_ERRORS:
        raise NotPlain from None


def _follow(get_event: Any, text: str, depths: tuple[int, ...]) -> Plain:
    # One loop in one place: it runs 300,000 times.
    scalar_event = events.ScalarEvent
    mapping_start, mapping_end = events.MappingStartEvent, events.MappingEndEvent
    sequence_start, sequence_end = events.SequenceStartEvent, events.SequenceEndEvent
    positions: list[Position] = []
    root: list[Any] = []
    top: Any = root
    is_block, is_flow = False, False
    stack: list[tuple[Any, bool, bool, str | None]] = []
    key: str | None = None
    for read in range(BATCH, LARGEST + 1, BATCH):
        for number in range(read - BATCH, read):
            event = get_event()
            kind = type(event)
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None:
                    raise NotPlain
                value: Any = event.value
                style = event.style
                if not style:
                    if is_flow and ("?" in value or not value):
                        raise NotPlain
                    if value in NULL_TEXTS:
                        value = None
                elif style in "|>" and _is_odd_block(text, event):
                    raise NotPlain
                if not is_block:
                    top.append(value)
                elif key is not None:
                    top[key] = value
                    key = None
                else:
                    if value is None or value in top or (value == "<<" and not style):
                        raise NotPlain
                    key = value
            elif kind is mapping_end or kind is sequence_end:
                value = top
                top, is_block, is_flow, key = stack.pop()
                if not is_block:
                    top.append(value)
                else:
                    top[key] = value
                    key = None
            elif kind is mapping_start or kind is sequence_start:
                if (
                    event.anchor is not None
                    or event.tag is not None
                    or len(stack) >= DEEPEST
                    or (is_block and key is None)
                ):
                    raise NotPlain
                stack.append((top, is_block, is_flow, key))
                is_block, is_flow, key = kind is mapping_start, bool(event.flow_style), None
                top = {} if is_block else []
                if is_block and len(stack) in depths:
                    mark = event.start_mark
                    positions.append(Position(mark.line + 1, mark.column + 1, number, top))
            elif kind is events.StreamEndEvent:
                if not root:
                    raise NotPlain
                return Plain(root[0], positions, number)
            elif kind is events.AliasEvent:
                raise NotPlain
        if event.start_mark.index < ROOM * read:
            raise NotPlain
    raise NotPlain


def _is_odd_block(text: str, event: Any) -> bool:
    """Return whether a comment follows the indicator of a block scalar without a space."""
    start = event.start_mark.index
    head = text[start : start + 4]
    return "#" in head.partition("\n")[0]

"""The lines of a file that change, as git shows them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stc.output.formats.matcher import Matcher
from stc.text.escape import escape_control
from stc.yaml.scan import begins_value

_STYLES: Final = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_UNENDED: Final = "\\ No newline at end of file"
_PLAIN_PATH: Final = re.compile("[A-Za-z0-9._/-]+")
_AROUND: Final = 3
"""How many lines are shown above and below a change."""


def render_diff(before: str, after: str, path: str, *, colour: bool = False) -> str:
    """Return the unified diff of two texts; empty where they are equal."""
    if before == after:
        return ""
    lines = _compare(_split(before), _split(after), path, path)
    return "".join(f"{_build(line, number, colour)}\n" for number, line in enumerate(lines))


def render_patch(before: bytes, after: bytes, path: str) -> str:
    """Return the change of a file as `git apply` takes it; empty where there is none.

    Args:
        before: The bytes as they were; none of a file that is new.
        after: The bytes as they are.
        path: The path of the file from the root of the checkout.
    """
    if before == after:
        return ""
    old, new = (_quote_path(f"{side}/{path}") for side in "ab")
    head = [f"diff --git {old} {new}", *([] if before else ["new file mode 100644"])]
    # With the byte order mark, which is part of the first line.
    texts = [_split(data.decode("utf-8")) for data in (before, after)]
    lines = _compare(texts[0], texts[1], old if before else "/dev/null", new)
    return "".join(f"{line}\n" for line in (*head, *lines))


def _quote_path(path: str) -> str:
    """Return a path as git writes it in a patch: in quotes where it has more than plain signs."""
    if _PLAIN_PATH.fullmatch(path):
        return path
    data = path.encode("utf-8", "surrogateescape")
    return (
        '"'
        + "".join(
            chr(byte) if _PLAIN_PATH.fullmatch(chr(byte)) else f"\\{byte:03o}" for byte in data
        )
        + '"'
    )


def _split(text: str) -> list[str]:
    """Return the lines of a text; a last one without a line break has the mark of git below it."""
    *lines, rest = text.split("\n")
    return [*lines, f"{rest}\n{_UNENDED}"] if rest else lines


def _compare(old: list[str], new: list[str], old_path: str, new_path: str) -> Iterator[str]:
    """Return the unified diff; only what lies between the first and the last change is compared.

    In a long file that is nearly nothing.
    """
    head, tail = _find_common(old, new)
    start, end = max(0, head - _AROUND), max(0, tail - _AROUND)
    parts = (old[start : len(old) - end], new[start : len(new) - end])
    yield from (f"--- {old_path}", f"+++ {new_path}")
    for group in Matcher(*parts).get_grouped_opcodes(_AROUND):
        (_, first, _, new_first, _), (_, _, last, _, new_last) = group[0], group[-1]
        was = _describe_range(start + first, start + last)
        now = _describe_range(start + new_first, start + new_last)
        yield f"@@ -{was} +{now} @@"
        for kind, begin, end, new_begin, new_end in group:
            if kind == "equal":
                yield from (f" {line}" for line in parts[0][begin:end])
                continue
            yield from (f"-{line}" for line in parts[0][begin:end])
            yield from (f"+{line}" for line in parts[1][new_begin:new_end])


def _describe_range(begin: int, end: int) -> str:
    """Return the lines from one to another as a diff does; of none, the line before."""
    number = end - begin
    first = begin + 1 if number else begin
    return f"{first}" if number == 1 else f"{first},{number}"


def _find_common(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many lines at the head and at the tail are the same; none counts for both.

    Where lines repeat so that one could, the longer part has it, nearly as with difflib.
    """
    head, tail = _count_same(old, new), _count_same(old[::-1], new[::-1])
    room = min(len(old), len(new))
    return (min(head, room - tail), tail) if tail > head else (head, min(tail, room - head))


def _count_same(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    different = (number for number, (is_, was) in enumerate(pairs) if is_ != was)
    return next(different, min(len(old), len(new)))


def _build(line: str, number: int, colour: bool) -> str:
    text, unended, mark = line.partition("\n")
    # Part of a line end, as git shows it: without it the diff could not be applied.
    end = "\r" if text.endswith("\r") else ""
    # The first character is the diff's.
    line = text[1:].removesuffix("\r")
    shown = text[:1] + escape_control(line, begins=begins_value)
    style = _STYLES.get(text[:1]) if colour and number > 1 else None
    drawn = f"{style}{shown}\x1b[0m" if style else shown
    return f"{drawn}{end}{unended}{mark}"

"""Messages for malformed text, in words that need no knowledge of YAML.

libyaml and PyYAML describe the same problem in different words and at different ends. One table
gives both the same sentence and the same place.
"""

import re
from typing import Any, Final, NamedTuple

from stc import codes
from stc.codes import Code
from stc.findings import Finding, Location


class Problem(NamedTuple):
    """A kind of syntax error.

    Attributes:
        pattern: Matches the parser's words: the context, a bar, the problem.
        message: The sentence for the user.
        hint: What to write instead.
        at_start: Whether the place is the start of the broken value, not where it was noticed.
        code: The code of the finding.
    """

    pattern: re.Pattern[str]
    message: str
    hint: str
    at_start: bool = False
    code: Code = codes.SYNTAX


def _problem(
    pattern: str, message: str, hint: str, at_start: bool = False, code: Code = codes.SYNTAX
) -> Problem:
    return Problem(re.compile(pattern), message, hint, at_start, code)


_PROBLEMS: Final = (
    _problem(
        r"while scanning an (anchor|alias) \|",
        "A text that begins with & or * is not quoted.",
        "Put the text in quotes.",
        at_start=True,
        code=codes.ANCHOR,
    ),
    _problem(
        r"while (scanning|parsing) a tag \||undefined tag handle",
        "A text that begins with ! is not quoted.",
        "Put the text in quotes.",
        at_start=True,
        code=codes.TAG,
    ),
    _problem(
        r"quoted scalar \| found unexpected",
        "The quote that opens here is never closed.",
        "Write the closing quote, and write a quote inside the text twice.",
        at_start=True,
    ),
    _problem(
        r"quoted scalar \|",
        "The quoted text that begins here contains an invalid backslash escape.",
        "Put the text in single quotes, or double the backslash.",
        at_start=True,
    ),
    _problem(
        r"mapping values are not allowed",
        'A text that contains ": " is not quoted, or the line is indented wrongly.',
        "Put the text in quotes, or line the key up with the keys above it.",
    ),
    _problem(
        r"while scanning a simple key",
        "This line has no colon, or its quote is closed too early.",
        'Write "key: value", or indent the line to continue the text above it.',
        at_start=True,
    ),
    _problem(
        r"sequence entries are not allowed|block sequence entries",
        'A list entry ("- ") is not allowed here.',
        "Begin it on a line of its own, or put the text in quotes.",
    ),
    _problem(
        r"mapping keys are not allowed",
        'A "? " is not allowed here.',
        "Put the text in quotes.",
    ),
    _problem(
        r"while parsing a flow (sequence|mapping) \|",
        "The bracket or brace that opens here is not closed, or a comma is missing in it.",
        "Put a comma between the values and close it, or put the text in quotes.",
        at_start=True,
    ),
    _problem(
        r"expected node content|expected the node content",
        "A value is missing here.",
        "Write the value, or put a text that begins with a sign in quotes.",
    ),
    _problem(
        r"while scanning a block scalar",
        "The text below | or > is indented wrongly, or something follows the sign.",
        "Begin the text on the next line, all of it indented by two spaces more than its key.",
        at_start=True,
    ),
    _problem(
        r"while parsing a block (mapping|collection) \|",
        "This line does not match the indentation of the lines above it.",
        "Line it up with its neighbours, or put the text before it in quotes.",
    ),
    _problem(
        r"cannot start any token",
        "A text cannot begin with this sign unless it is quoted.",
        "Put the text in quotes.",
    ),
    _problem(
        r"expected '?<document start>",
        "This line does not belong to anything above it.",
        "Line it up with its neighbours, or delete it.",
    ),
    _problem(
        r"found unexpected ':'",
        'A text in brackets that contains ":" is not quoted.',
        "Put the text in quotes.",
        at_start=True,
    ),
)


def find_too_deep(error: Exception) -> int | None:
    """Return where a parser found more nested brackets than it accepts, or None.

    libyaml accepts 1,000 of them from 0.2.6 on (PyYAML 6.0.4), and any number before. It reads
    ahead, so it refuses them before it has reported the first ones.
    """
    if "exceeded maximum nesting depth" not in (getattr(error, "problem", None) or ""):
        return None
    return int(error.problem_mark.index)  # type: ignore[attr-defined]


def describe_error(error: Exception, text: str, path: str) -> Finding:
    """Return the finding of an error that either parser raised over the text."""
    context = getattr(error, "context", None) or ""
    words = f"{context} | {getattr(error, 'problem', None) or ''}"
    for problem in _PROBLEMS:
        if problem.pattern.search(words):
            place = _place(error, text, path, problem.at_start)
            return problem.code.at(place, problem.message, problem.hint)
    words_of_parser = words.strip(" |") or "the text cannot be read"
    place = _place(error, text, path, False)
    return codes.SYNTAX.at(place, f"The file is not well-formed YAML: {words_of_parser}.")


def _place(error: Exception, text: str, path: str, at_start: bool) -> Location:
    """Return the place of one of an error's two marks, at most the end of the text."""
    marks: list[Any] = [getattr(error, "context_mark", None), getattr(error, "problem_mark", None)]
    found = [mark for mark in (marks if at_start else reversed(marks)) if mark is not None]
    if not found:
        return Location(path)
    end = len(text.rstrip())
    if found[0].index < end:
        return Location(path, found[0].line + 1, found[0].column + 1)
    return Location(path, text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end))

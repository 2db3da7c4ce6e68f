"""Findings to render: a few plain ones, and texts that try to command whatever reads them."""

from stc import codes
from stc.findings import Finding, Location

PATH = "data/plan.yaml"
PLAIN = (
    codes.BYTE_ORDER_MARK.at(
        Location(PATH), "The file begins with a byte order mark.", "save as UTF-8"
    ),
    codes.UNKNOWN_DEPARTMENT.at(
        Location(PATH, 12, 7), 'Unknown department "Comms".', "Did you mean comms-ocs?"
    ),
    codes.DUPLICATE_ID.at(
        Location(PATH, 40, 11), "The id is used before, on line 12.", related=Location(PATH, 12, 7)
    ),
)
TEXTS = (
    "100% of 5, a:b",
    "%0A%25 stays",
    "::error::owned",
    "  ::add-mask::e",
    "##[add-mask]e",
    "###[group]x",
    "##vso[task.setvariable variable=PATH]x",
    "a\r\n::stop-commands::x\nb\u2028c\x85d",
    "\x1b[31mred\x1b]0;title\x07 \x00",
    "<!-- & --> ]]> <b a='1' b=\"2\">&amp;#x0;",
    "\ud800 \udcff \ufffe \U000e0001 \u202e",
    "| a | [x](https://evil.example) @everyone #12 `code` **bold**",
    "{0} {{1}} \\ \"quoted\" 'x'",
    "😀 naïve — “quotes” …",
    "",
)
PATHS = (
    PATH,
    "::error::x",
    "a,b:c%0A.yaml",
    "caf\udce9 é/#1?.yaml",
    "/srv/plan.yaml",
    "a:b",
    "##[x]",
)


def make_finding(text: str, path: str = PATH, line: int = 3, column: int = 5) -> Finding:
    return codes.UNKNOWN_STATUS.at(Location(path, line, column), f"A status: {text}", text)


HOSTILE = tuple(
    Finding("STC105", severity, Location(path, line, line), text, hint, Location(path, 1, 1))
    for severity, line in (("error", 3), ("warning", 0))
    for path in PATHS
    for text, hint in zip(TEXTS, reversed(TEXTS), strict=True)
)
LINES = ("data/plan.yaml: 2 steps.", *TEXTS)

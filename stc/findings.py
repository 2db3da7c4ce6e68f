"""A finding: a code, a severity, a place in a file and a sentence."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """A place in a file.

    Attributes:
        path: The file, as it is shown to the user.
        line: 1-based, counted by line feeds; 0 means the file as a whole.
        column: 1-based, in characters; 0 means the line as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


class Finding(NamedTuple):
    """One thing that is wrong with a file.

    Attributes:
        code: The stable code of the rule, such as `STC104`.
        severity: `error` (the file cannot be trusted) or `warning`.
        place: Where it is.
        message: One sentence saying what is wrong.
        hint: What to write instead, or an empty text.
        related: The other place, where two places contradict each other.
        stands_for: How many findings it counts; one finding counts the rest of a kind.
    """

    code: str
    severity: Severity
    place: Location
    message: str
    hint: str = ""
    related: Location | None = None
    stands_for: int = 1


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, line, column and code, without duplicates."""
    return tuple(sorted(set(findings), key=find_order))


def find_order(finding: Finding) -> tuple[object, ...]:
    """Return the sort key of a finding."""
    return (finding.place, finding.code, finding.message, finding.hint, finding.related or ())


def count_findings(findings: Iterable[Finding], severity: Severity | None = None) -> int:
    """Count what is wrong, of one severity or of any."""
    return sum(finding.stands_for for finding in findings if severity in (None, finding.severity))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error: the file cannot be relied on."""
    return any(finding.severity == "error" for finding in findings)

"""Limit the findings of each kind: keep the first ones and count the rest."""

from collections.abc import Iterable, Iterator
from typing import Final

from stc.codes import CODES
from stc.findings import Finding, Location, find_order

MOST: Final = 1000
"""How many findings of one kind are kept."""


def keep_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first findings of each code, then one that counts the rest.

    They may come in any order and number; only a few thousand of each code are held at once.
    """
    limit = FindingLimit()
    for finding in findings:
        limit.add(finding)
    return limit.list_findings()


class FindingLimit:
    """The first findings of each code in a file, and how many more there are of it."""

    def __init__(self) -> None:
        self._limits: dict[str, _CodeLimit] = {}

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it."""
        self._find(finding.code).add(finding)

    def count(self, code: str, place: Location) -> bool:
        """Count a finding that is behind all kept ones of its code, and return whether it is.

        The finding itself need not be made then. The place may be any before its own.
        """
        return self._find(code).count(place)

    def list_findings(self) -> tuple[Finding, ...]:
        """Return the kept findings, and for each full code one that counts the rest."""
        limit = self._limits.values()
        return tuple(finding for limit in limit for finding in limit.list_findings())

    def _find(self, code: str) -> "_CodeLimit":
        if code not in self._limits:
            self._limits[code] = _CodeLimit()
        return self._limits[code]


class _CodeLimit:
    """The findings of one code."""

    def __init__(self) -> None:
        self._held: list[Finding] = []
        self._rest = 0
        self._last: Location | None = None

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it if there are too many."""
        self._held.append(finding)
        if len(self._held) > 2 * MOST:
            self._cut()

    def count(self, place: Location) -> bool:
        """Count a finding that is behind all kept ones, and return whether it is."""
        if self._last is None or place <= self._last:
            return False
        self._rest += 1
        return True

    def list_findings(self) -> Iterator[Finding]:
        """Return the kept findings, and one that counts the rest."""
        if len(self._held) > MOST:
            self._cut()
        yield from self._held[:MOST]
        if len(self._held) > MOST:
            yield _count_rest(self._held[MOST], self._rest)

    def _cut(self) -> None:
        """Keep the first ones and one more, which is where the rest begins."""
        ordered = sorted(set(self._held), key=find_order)
        self._held = ordered[: MOST + 1]
        self._last = self._held[-1].place if len(self._held) > MOST else None
        self._rest += sum(finding.stands_for for finding in ordered[MOST + 1 :])


def _count_rest(first: Finding, others: int) -> Finding:
    number = first.stands_for + others
    title = next((code.title for code in CODES if code.id == first.code), first.code)
    message = f"{number:,} more of this kind: {title.lower()}."
    return Finding(first.code, first.severity, first.place, message, stands_for=number)

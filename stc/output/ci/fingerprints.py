"""What makes a finding the same finding after lines were added above it."""

import re
from collections import Counter
from hashlib import sha256

from stc.findings import Finding

_LINE_NUMBER = re.compile(r"\bline \d+\b")


def find_fingerprints(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return a SHA-256 for every finding, of its code, path and message without line numbers.

    Findings that are equal in these are distinguished by their order in the file.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    prints = []
    for finding in findings:
        key = (finding.code, finding.place.path, _LINE_NUMBER.sub("line", finding.message))
        text = "\0".join((*key, str(seen[key])))
        prints.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        seen[key] += 1
    return tuple(prints)

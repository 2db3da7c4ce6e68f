"""STC228: a colour of the site cannot be read on its page, or told from another."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import KeyPath, location_of
from stc.findings import Finding
from stc.plan.theme import Theme, find_faults
from stc.rules.rule import PlanSubject, Rule
from stc.yaml.document import Document

DOC = Rule(
    codes.LOW_CONTRAST,
    why=(
        "Words need a contrast of 4.5 on the page, marks 3.0 (WCAG 2.2 AA), and what is done must"
        " not look like what is late. Light and dark are checked each for itself, with the colours"
        " of stc where the plan sets none."
    ),
    bad='site:\n  light:\n    link: "#8ecbe6"\n',
    good='site:\n  light:\n    link: "#0b5a86"\n',
    scope="head",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every colour of the plan's site that is hard to read."""
    if subject.plan.site is not None:
        yield from check_theme(subject.plan.site, subject.document, ("site",))


def check_theme(theme: Theme, document: Document, path: KeyPath = ()) -> Iterator[Finding]:
    """Return the same for a theme at a path of its file."""
    for fault in find_faults(theme):
        place = location_of(document, (*path, fault.scheme, fault.colour))
        yield DOC.code.at(place, fault.message, fault.hint)

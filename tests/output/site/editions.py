"""Editions to make whole sites of, their files, and what the pages hold."""

import posixpath
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from xml.etree.ElementTree import Element

import html5lib

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange
from stc.history.deadlines import read_ledger
from stc.history.departures import find_departures
from stc.history.gaps import describe_gaps
from stc.history.git.versions import Commit
from stc.history.log import Log, LogEntry, StepChange
from stc.output.edition import Edition, Publication, Recent
from stc.output.site.build import build_site
from stc.plan.ledger import FILE_ONLY
from stc.plan.model import Plan, Revision, Step
from stc.plan.timeline import Timeline
from tests.plans import AS_OF, STATUSES, describe, read_published_plan, read_published_timeline

NOON = datetime(2025, 1, 10, 18, tzinfo=UTC)


def publish(
    plan: Plan,
    timeline: Timeline | None = None,
    publication: Publication | None = None,
    git_unavailable_reason: str = "",
) -> Edition:
    """Return the edition of a plan on the day of the tests."""
    stamp = datetime(2025, 1, 24, tzinfo=UTC)
    ledger = read_ledger(publication.log, plan) if publication else FILE_ONLY
    unknown = _describe_unknown(plan, publication, git_unavailable_reason)
    return Edition(
        plan,
        plan.steps,
        describe(plan),
        stamp,
        timeline,
        publication,
        git_unavailable_reason,
        ledger,
        unknown,
        find_departures(publication.log, plan) if publication else (),
    )


def _describe_unknown(
    plan: Plan, publication: Publication | None, git_unavailable_reason: str
) -> tuple[str, ...]:
    if publication:
        return describe_gaps(publication.log, publication.log.skipped, CommitRange(plan.timezone))
    return (
        (f"{git_unavailable_reason} Only what the file records is known.",)
        if git_unavailable_reason
        else ()
    )


def remember(plan: Plan, subject: str = "Report progress", author: str = "Ann") -> Publication:
    """Return a past in which the first step was added, began, and got another deadline."""
    step = plan.steps[0]
    changes = (
        FieldChange(step, "deadline", date(2024, 6, 30), date(2024, 12, 31)),
        FieldChange(step, "status", "Not started", step.status.name),
        StepChange(step, "added"),
    )
    commits = [
        Commit(_id(n), (), author, NOON - timedelta(days=n), subject) for n, _ in enumerate(changes)
    ]
    entries = tuple(LogEntry(*pair) for pair in zip(commits, changes, strict=True))
    first = Commit(_id(9), (), author, NOON - timedelta(days=90), subject)
    log = Log(entries, (), False, ((first, plan),), (), {})
    return Publication(log, Recent(date(2024, 10, 25), entries))


def _id(number: int) -> str:
    return f"{number:09}".ljust(40, "a")


@cache
def read_published_edition() -> Edition:
    """Return the plan as published, with its timeline and a short past."""
    plan = read_published_plan()
    return publish(plan, read_published_timeline(), remember(plan))


def make_files(edition: Edition, base_url: str | None = None) -> dict[str, bytes]:
    """Return all files of a site by their paths, none of them twice."""
    files: dict[str, bytes] = {}
    for path, data in build_site(edition, base_url):
        assert path not in files, path
        files[path] = data
    return files


@cache
def make_published_files() -> dict[str, bytes]:
    """Return the files of the site of the plan as published."""
    return make_files(read_published_edition())


def pages_of(files: dict[str, bytes]) -> dict[str, Element]:
    """Return the trees of the pages among these files; a page that is not sound HTML fails."""
    return {path: parse(data) for path, data in files.items() if path.endswith(".html")}


@cache
def read_published_pages() -> dict[str, Element]:
    """Return the trees of the pages of the plan as published."""
    return pages_of(make_published_files())


def read_page(path: str) -> Element:
    """Return the tree of a page of the plan as published."""
    return read_published_pages()[path]


def parse(page: bytes) -> Element:
    """Return the tree of a page; it must not have a single error of syntax."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page.decode("utf-8"))
    assert isinstance(tree, Element)
    return tree


def text_of(element: Element | None) -> str:
    """Return the text of an element, with single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def texts_of(row: Element) -> list[str]:
    """Return the texts of the cells of a row."""
    return [text_of(cell) for cell in row]


def find_id(page: Element, name: str) -> Element:
    """Return the element of this id."""
    found = page.find(f".//*[@id='{name}']")
    assert found is not None, name
    return found


def links_of(path: str, page: Element) -> Iterator[tuple[str, str]]:
    """Return the files a page loads and links to, with the fragment, except other sites."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("href", "src"):
            to = element.get(name)
            if to is not None and ":" not in to.partition("/")[0]:
                file, _, fragment = to.partition("#")
                file, folder = file.partition("?")[0], posixpath.dirname(path)
                yield posixpath.normpath(posixpath.join(folder, file)) if file else path, fragment


def multiply(plan: Plan, number: int) -> Plan:
    """Return a plan with this many steps, in all statuses, overdue and due, some of them moved."""
    pattern = plan.steps[0]
    return plan._replace(steps=tuple(_vary(pattern, n) for n in range(number)))


def _vary(step: Step, number: int) -> Step:
    deadline = None if number % 11 == 0 else AS_OF + timedelta(days=number % 400 - 200)
    moved = deadline is not None and number % 7 == 0
    moves: Iterable[Revision] = ()
    if moved:
        moves = (Revision(AS_OF - timedelta(days=300), deadline, AS_OF, "It took longer."),)
    return step._replace(
        id=f"COM-{number:04}",
        status=STATUSES[number % len(STATUSES)],
        action=f"Do what stands in line {number} of the plan, and tell the residents of it.",
        deadline=deadline,
        completed=None,
        revisions=tuple(moves),
        needs_review=None,
    )

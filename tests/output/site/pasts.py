"""Editions with a past: one told by a real repository, others made by hand; and their pages."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from stc.files.load import load_plan
from stc.history.compare import FieldChange
from stc.history.git.versions import Commit
from stc.history.log import Change, Log, LogEntry, read_log
from stc.output.edition import Edition, Publication, Recent
from stc.output.site.files import SiteFile
from stc.output.site.site import Site, make_site
from stc.plan.model import Plan, Step
from tests.history.log.repository import describe_quarter
from tests.output.site.editions import parse, publish, text_of

Make = Callable[[Site], Iterator[SiteFile]]
NOON = datetime(2024, 11, 1, 18, tzinfo=UTC)


def make_edition(plan: Plan, log: Log | None = None, git_unavailable_reason: str = "") -> Edition:
    """Return the edition of a plan, with this past."""
    publication = Publication(log, Recent(date(2024, 10, 25), log.entries)) if log else None
    return publish(plan, publication=publication, git_unavailable_reason=git_unavailable_reason)


def describe_story(folder: Path) -> Edition:
    """Return the edition of a quarter with a silent move, a reasoned one, a regress and more."""
    made = describe_quarter(folder)
    plan = load_plan(made.plan.read_bytes(), "data/plan.yaml").value
    assert plan is not None
    return make_edition(plan, read_log(made.plan))


def make_log(plan: Plan, changes: Iterable[tuple[Commit, Change]]) -> Log:
    """Return a past with these changes, the newest first."""
    entries = tuple(LogEntry(commit, change) for commit, change in changes)
    return Log(entries, (), False, (), (), {})


def make_commit(number: int, author: str = "Ann", subject: str = "A change") -> Commit:
    """Return a commit; a higher number is a later hour."""
    return Commit(f"{number:040x}", (), author, NOON + timedelta(hours=number), subject)


def change_field(step: Step, field: str, before: object, after: object) -> FieldChange:
    return FieldChange(step, field, before, after)


def make_pages(make: Make, edition: Edition, base_url: str | None = None) -> dict[str, bytes]:
    """Return the files of a kind of pages, by their paths."""
    return {file.path: file.data for file in make(make_site(edition, base_url))}


def read_main(page: bytes) -> Element:
    """Return what a page has beside its head, navigation and foot."""
    main = parse(page).find(".//main")
    assert main is not None
    return main


def texts_of(element: Element, path: str) -> list[str]:
    """Return the texts of the elements at a path."""
    return [text_of(one) for one in element.findall(path)]


def replace_text(plan: Plan, step_id: str, **values: object) -> Plan:
    """Return the plan with other values in a step."""
    steps = tuple(one._replace(**values) if one.id == step_id else one for one in plan.steps)
    return plan._replace(steps=steps)

"""The departments: one page that counts them, and a page for each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from stc.output.charts.promised import draw_small
from stc.output.sheets.render import Blank, render_sheet
from stc.output.site.files import (
    SiteFile,
    cut_list,
    format_size,
    path_of_department,
    path_of_sheet,
)
from stc.output.site.follow import find_follow
from stc.output.site.picture import Picture, make_picture
from stc.output.site.site import Site
from stc.output.site.spelling import format_share
from stc.plan.counts import Counts, count_last_words
from stc.plan.model import Department, Step
from stc.plan.order import order_steps
from stc.plan.periods import format_day
from stc.plan.promises import Promises
from stc.plan.updates import Update
from stc.plan.vocabulary import Vocabulary
from stc.sheets.columns import make_stamp
from stc.text.plural import is_one
from stc.views.headlines import head_departments, head_group
from stc.views.last_words import describe_last_words
from stc.views.meetings import describe_meetings
from stc.views.updates import name_kind

if TYPE_CHECKING:
    from markupsafe import Markup

_MOST = 10
_MOST_UPDATES = 50


class Small(NamedTuple):
    """A small chart of a department, and the same in words."""

    department: Department
    svg: "Markup"
    said: str
    overdue: int


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of all departments, and those of each."""
    counted = site.edition.count_promises_by_department()
    departments = site.plan.departments
    promised = [owner for owner in departments if counted[owner.id].now.promised]
    yield site.render(
        "departments.html",
        "departments.html",
        title=head_departments(len(departments), site.plan.vocabulary),
        nav="departments",
        departments=_count_departments(site),
        small=_draw_departments(site, promised, counted),
        first=site.edition.count_promises().tallies[0].day,
        without=[owner for owner in departments if owner not in promised],
        described=_describe_departments(site),
    )
    held = {group.id: group.steps for group in site.departments}
    lists = {name: frozenset(_list_ids(site, f"{name}.html")) for name in ("overdue", "due")}
    updates = _index_updates(site)
    for department in site.plan.departments:
        steps, said = held.get(department.id, ()), updates.get(department.id, [])
        picture = make_picture(
            site, counted[department.id], site.edition.count_steps(steps).overdue
        )
        yield from _make_department(site, department, steps, lists, said, picture)


def _index_updates(site: Site) -> dict[str, list[tuple[str, Update]]]:
    """Return what each update of a department is, and the update, newest first, by its id."""
    found: dict[str, list[tuple[str, Update]]] = {}
    for update, step in site.edition.list_updates():
        found.setdefault(update.by.id, []).append((name_kind(update, step), update))
    return found


def _draw_departments(
    site: Site, departments: Sequence[Department], counted: Mapping[str, Promises]
) -> tuple[Small, ...]:
    """Return promised and done by department, most unfinished first; none without a history."""
    from markupsafe import Markup

    overdue = {
        group.id: site.edition.count_steps(group.steps).overdue for group in site.departments
    }
    shown = [
        (department, counted[department.id])
        for department in departments
        if counted[department.id].has_history
    ]
    shown.sort(key=lambda pair: -pair[1].now.not_done)
    found = []
    for department, promises in shown:
        first, now = promises.tallies[0], promises.now
        said = f"{now.done:,} of {now.promised:,}"
        label = (
            f"{format_day(first.day)} to {format_day(now.day)}: promised from {first.promised:,}"
            f" to {now.promised:,}, done from {first.done:,} to {now.done:,}."
        )
        svg = Markup(draw_small(promises.tallies, label))
        found.append(Small(department, svg, said, overdue.get(department.id, 0)))
    return tuple(found)


def _list_ids(site: Site, path: str) -> Iterator[str]:
    return (step.id for step in site.find_list(path).steps)


def _count_departments(site: Site) -> tuple[tuple[str | None, str, Counts], ...]:
    paths = {department.id: path_of_department(department) for department in site.plan.departments}
    return tuple(
        (
            paths.get(group.id),
            group.title if group.id else site.plan.vocabulary.say("No department named"),
            site.edition.count_steps(group.steps),
        )
        for group in site.departments
    )


def _describe_departments(site: Site) -> str:
    shared = sum(len(step.departments) > 1 for step in site.plan.steps)
    words = site.plan.vocabulary
    share = format_share(shared, site.counts.total, words.name("steps"), words.name("step"))
    verb = "names" if is_one(shared, site.counts.total) else "name"
    return (
        f"{share} {verb} {words.say('more than one department. Such a step counts once in each')}"
        " of them, so these counts cannot be added up."
    )


def _make_department(
    site: Site,
    department: Department,
    steps: tuple[Step, ...],
    lists: dict[str, frozenset[str]],
    updates: list[tuple[str, Update]],
    picture: Picture,
) -> Iterator[SiteFile]:
    by_deadline = order_steps(steps, "deadline")
    counts = site.edition.count_steps(steps)
    found = {name: [step for step in by_deadline if step.id in ids] for name, ids in lists.items()}
    report = _make_sheet(site, department, steps) if steps else None
    if report:
        yield report
    for sheet in cut_list(path_of_department(department), steps):
        ending = "" if sheet.number == 1 else f", page {sheet.number:,}"
        yield site.render(
            "department.html",
            sheet.path,
            title=head_group(department.name, counts)
            if sheet.number == 1
            else department.name + ending,
            name=department.name,
            department=department,
            promised=picture,
            nav="departments",
            follow=find_follow(site, department),
            aliases=department.aliases,
            described=(
                *_describe_department(department, steps, site.plan.vocabulary),
                *describe_meetings(site.plan, department, site.edition.as_of, format_day),
                *describe_last_words(
                    count_last_words(steps, site.edition.as_of), site.plan.vocabulary, format_day
                ),
            ),
            department_counts=counts,
            updates=updates,
            most_updates=_MOST_UPDATES,
            sheet=sheet,
            whole=len(steps),
            most=_MOST,
            report=(report.path, format_size(len(report.data))) if report else None,
            **found,
        )


def _make_sheet(site: Site, department: Department, steps: tuple[Step, ...]) -> SiteFile:
    """Return the spreadsheet in which a department reports on its steps."""
    plan, context = site.plan, site.edition.context
    stamp = make_stamp(plan, context.as_of, context.revision, department.id)
    data = render_sheet(".xlsx", Blank(plan, steps, stamp, department.name))
    return SiteFile(path_of_sheet(department), data)


def _describe_department(
    department: Department, steps: tuple[Step, ...], words: Vocabulary
) -> Iterator[str]:
    shared = sum(len(step.departments) > 1 for step in steps)
    led = sum(step.lead == department for step in steps)
    counted = f"{words.count_parts(len(steps), 'step')} {'names' if len(steps) == 1 else 'name'} it"
    yield f"{counted}, {led:,} of them as the lead." if led else f"{counted}."
    if shared:
        verb = "names" if is_one(shared, len(steps)) else "name"
        yield (
            f"{format_share(shared, len(steps), words.name('steps'), words.name('step'))} {verb}"
            f" {words.say('other departments, too. Such a step counts once in each.')}"
        )

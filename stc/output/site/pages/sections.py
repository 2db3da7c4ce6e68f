"""The sections: one page that counts them, and a page for each with its goals."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from stc.output.site.files import LONGEST_LIST, Sheet, SiteFile, cut_list, number_path
from stc.output.site.site import Site
from stc.output.site.spelling import format_share, shorten
from stc.plan.counts import Counts
from stc.plan.model import Section, Step
from stc.plan.vocabulary import Vocabulary
from stc.text.lists import join_names
from stc.text.plural import be, have
from stc.views.headlines import head_group


class NumberedGoal(NamedTuple):
    """A goal of a section, or its steps toward no goal, without a title.

    Attributes:
        number: Its number in the section, from 1; 0 without a goal.
        name: Its id, or else its number.
        under: The titles of the levels above it, where they are not those of the goal before it.
        to: The link to it from any page of the section.
        counts: The counts over all its steps.
        steps: Its steps, or those of them that a page shows.
    """

    number: int
    name: str
    title: str
    under: tuple[str, ...]
    to: str
    counts: Counts
    steps: tuple[Step, ...]


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of all sections, and those of each."""
    rows = count_sections(site)
    described = describe_sections(rows, site.plan.vocabulary)
    yield site.render(
        "sections.html",
        "sections.html",
        title=site.plan.vocabulary.count_parts(len(rows), "section"),
        nav="sections",
        parts=tuple(_group_rows(site, rows)) or (((), rows),),
        described=described,
    )
    for section in site.plan.sections:
        yield from _make_section(site, section)


def count_sections(site: Site) -> tuple[tuple[str, str, Counts], ...]:
    """Return the path, the title and the counts of each section that has steps."""
    return tuple(
        (f"sections/{group.id}.html", group.title, site.edition.count_steps(group.steps))
        for group in site.sections
    )


def _group_rows(
    site: Site, rows: tuple[tuple[str, str, Counts], ...]
) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, str, Counts], ...]]]:
    """Yield the counts of neighbouring sections with the titles of the levels above them."""
    under = {section.id: section.under for section in site.plan.sections}
    pairs = zip((under[group.id] for group in site.sections), rows, strict=True)
    for titles, part in groupby(pairs, key=lambda pair: pair[0]):
        yield titles, tuple(row for _, row in part)


def describe_sections(rows: Sequence[tuple[str, str, Counts]], words: Vocabulary) -> str:
    """Return a sentence on what the counts of the sections show."""
    counted = [(title, counts) for _, title, counts in rows if counts.counted]
    counted_steps = (words.say("counted steps"), words.say("counted step"))
    if not counted:
        return words.say("No section has a step that is counted.")
    if len(counted) == 1:
        title, only = counted[0]
        share = format_share(only.complete, only.counted, *counted_steps)
        is_complete = f"{be(only.complete, only.counted)} complete"
        only_one = words.say("There is one section")
        return f"{only_one}, “{shorten(title, 160)}”; {share} {is_complete}."
    most = max(counts.complete / counts.counted for _, counts in counted)
    (title, best), *tied = (row for row in counted if row[1].complete / row[1].counted == most)
    sections = words.count_parts(len(counted), "section")
    if not best.complete:
        return f"In {sections}, {words.say('no step is complete.')}"
    none = sum(not counts.complete for _, counts in counted)
    without = f"; {none:,} {have(none)} none" if none else ""
    return (
        f"Of {sections}, “{shorten(title, 160)}” has the largest share of"
        f" {words.say('complete steps')},"
        f" {format_share(best.complete, best.counted, *counted_steps)}{_describe_tied(tied)}"
        f"{without}."
    )


def _describe_tied(tied: Sequence[tuple[str, Counts]]) -> str:
    """Return the sections that have the same share."""
    named = [
        f"“{shorten(title, 160)}” ({counts.complete:,} of {counts.counted:,})"
        for title, counts in tied
    ]
    return f", tied with {join_names(named)}" if named else ""


def _make_section(site: Site, section: Section) -> Iterator[SiteFile]:
    path = f"sections/{section.id}.html"
    goals = _number_goals(site, section, path)
    steps = tuple(step for goal in goals for step in goal.steps)
    counts = site.edition.count_steps(steps)
    described = _describe_goals(steps, sum(goal.number > 0 for goal in goals), site.plan.vocabulary)
    for sheet in cut_list(path, steps):
        ending = "" if sheet.number == 1 else f", page {sheet.number:,}"
        yield site.render(
            "section.html",
            sheet.path,
            title=f"{section.title}{ending}" if ending else head_group(section.title, counts),
            nav="sections",
            section=section,
            section_counts=counts,
            described=described,
            goals=[goal for goal in goals if goal.number],
            shown=_cut_goals(goals, sheet),
            sheet=sheet,
            whole=len(steps),
        )


def _describe_goals(steps: Sequence[Step], goals: int, words: Vocabulary) -> str:
    """Return how many steps and goals there are; without a goal, none are named."""
    whole, toward = len(steps), sum(step.goal is not None for step in steps)
    if not toward:
        return f"{words.count_parts(whole, 'step')}."
    part = "" if toward == whole else f", {toward:,} of them"
    return f"{words.count_parts(whole, 'step')}{part} toward {words.count_parts(goals, 'goal')}."


def _number_goals(site: Site, section: Section, path: str) -> tuple[NumberedGoal, ...]:
    found: list[NumberedGoal] = []
    before = 0
    number = 0
    under: tuple[str, ...] = ()
    for goal, steps in site.goals.get(section.id, ()):
        number += goal is not None
        name = number_path(path, before // LONGEST_LIST + 1).rpartition("/")[2]
        counts = site.edition.count_steps(steps)
        if goal is None:
            found.append(NumberedGoal(0, "", "", (), "", counts, steps))
        else:
            to, shown = f"{name}#goal-{number}", goal.under if goal.under != under else ()
            label = goal.id or str(number)
            found.append(NumberedGoal(number, label, goal.title, shown, to, counts, steps))
            under = goal.under
        before += len(steps)
    return tuple(found)


def _cut_goals(goals: tuple[NumberedGoal, ...], sheet: Sheet) -> Iterator[NumberedGoal]:
    """Return the goals of a page of a section, each with its steps on the page."""
    by_step = {step.id: goal for goal in goals for step in goal.steps}
    for goal, steps in groupby(sheet.steps, key=lambda step: by_step[step.id]):
        yield goal._replace(steps=tuple(steps))

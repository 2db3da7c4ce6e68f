"""The page of slips: which deadlines moved, from what to what, how far, when and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from stc.plan.model import Step
from stc.publish.site.files import SiteFile, number_path
from stc.publish.site.known import tell_known
from stc.publish.site.site import Site
from stc.views.learned import Learned, count_days, find_original
from stc.views.sentences import count_noun
from stc.views.slips import view_slips, view_slips_by
from stc.views.view import Sentences, Table

MOST_STEPS = 500
"""The most steps that one page lists."""


class ShownMove(NamedTuple):
    """A move of a deadline.

    Attributes:
        day: The day it was recorded, or that of the commit that git saw it in.
        before: The deadline before, or None.
        after: The deadline after, or None.
        distance: How far it moved, in words, or an empty text.
        reason: Why; empty of a silent move.
        commit: The commit of a silent move, and who made it.
    """

    day: date
    before: date | None
    after: date | None
    distance: str
    reason: str
    commit: tuple[str, str] | None = None


class ShownStep(NamedTuple):
    """A step whose deadline moved."""

    step: Step
    original: date | None
    days: int | None
    moves: tuple[ShownMove, ...]
    apart: tuple[str, ...]


def make(site: Site) -> Iterator[SiteFile]:
    """Gives the pages of slips; without git, of those that the plan's file records."""
    learned, notes = site.learned, tell_known(site)
    plan, context = site.plan, site.edition.context
    view = view_slips(plan.steps, context, learned, notes)
    by_id = {step.id: step for step in plan.steps}
    moved = tuple(_show(by_id[one["id"]], one, learned) for one in view.records)
    groups = (view_slips_by(plan, plan.steps, by, context, learned) for by in ("section", "dept"))
    values = {
        "nav": "slips",
        "lines": [line for one in view.blocks if isinstance(one, Sentences) for line in one.lines],
        "tables": [one for group in groups for one in group.blocks if isinstance(one, Table)],
        "has_git": learned is not None,
        "whole": len(moved),
    }
    starts = range(0, max(len(moved), 1), MOST_STEPS)
    paths = [number_path("slips.html", number) for number, _ in enumerate(starts, 1)]
    for path, start in zip(paths, starts, strict=True):
        title = "Slips" if not start else f"Slips, from the {start + 1:,}th step on"
        shown = moved[start : start + MOST_STEPS]
        page = {"title": title, "first": start + 1, "moved": shown, "paths": paths}
        yield site.render("slips.html", path, **page, **values)


def _show(step: Step, record: Mapping[str, Any], learned: Learned | None) -> ShownStep:
    moves = [
        ShownMove(one.on, one.from_, one.to, _tell_distance(one.from_, one.to), one.reason)
        for one in step.revisions
    ]
    moves += [
        ShownMove(
            one["day"],
            one["from"],
            one["to"],
            _tell_distance(one["from"], one["to"]),
            "",
            (one["commit"][:9], one["author"]),
        )
        for one in record["git_moves"] or ()
        if one["silent"]
    ]
    return ShownStep(
        step,
        find_original(step, learned),
        count_days(step, learned),
        tuple(sorted(moves, key=lambda one: one.day)),
        tuple(record["disagreements"] or ()),
    )


def _tell_distance(before: date | None, after: date | None) -> str:
    if before is None or after is None:
        return ""
    days = (after - before).days
    return f"{count_noun(abs(days), 'day')} {'later' if days >= 0 else 'earlier'}"

"""The page of slips: which deadlines moved, from what to what, how far, when and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from stc.output.charts.slip import Slip, draw_slip, draw_slip_axis, find_axis
from stc.output.site.files import SiteFile, number_path
from stc.output.site.site import Site
from stc.plan.ledger import StepLedger
from stc.plan.model import Step
from stc.plan.slips import count_slips
from stc.views.headlines import describe_slip_sums, head_slips, list_sums
from stc.views.sentences import describe_distance
from stc.views.slips import view_slips, view_slips_by
from stc.views.view import Sentences, Table

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_STEPS = 500
"""The most steps that one page lists."""
MOST_ROWS = 30
"""The most steps that are drawn."""


class ShownStep(NamedTuple):
    """A step whose deadline moved, or about which the file and git disagree."""

    step: Step
    known: StepLedger
    has_left: bool


class Dumbbell(NamedTuple):
    """A row of the picture: the step, its drawing, and the same in words."""

    row: ShownStep
    svg: "Markup"
    days: str
    reasons: str


def make(site: Site) -> Iterator[SiteFile]:
    """Return the pages of slips; without git, of those that the plan's file records."""
    plan, edition = site.plan, site.edition
    ledger, context = edition.ledger, edition.context
    view = view_slips(plan.steps, context, ledger, edition.unknown, ledger.left)
    by_id = {step.id: step for step in (*ledger.left, *plan.steps)}
    moved = tuple(
        ShownStep(by_id[record["id"]], ledger.of(by_id[record["id"]]), record["left"])
        for record in view.records
    )
    groups = (view_slips_by(plan, plan.steps, by, context, ledger) for by in ("section", "dept"))
    totals = count_slips(plan.steps, ledger)
    values = {
        "nav": "slips",
        "lead": describe_slip_sums(totals),
        "sums": [*list_sums(totals)],
        "lines": [
            line for block in view.blocks if isinstance(block, Sentences) for line in block.lines
        ],
        "tables": [block for group in groups for block in group.blocks if isinstance(block, Table)],
        "has_git": ledger.is_from_git,
        "has_left": any(row.has_left for row in moved),
        "whole": len(moved),
        "slipped": sum(bool(row.known.moves) for row in moved),
        "distance": describe_distance,
        **_draw_rows(moved, edition.as_of),
    }
    starts = range(0, max(len(moved), 1), MOST_STEPS)
    paths = [number_path("slips.html", number) for number, _ in enumerate(starts, 1)]
    for path, start in zip(paths, starts, strict=True):
        title = head_slips(totals)
        if start:
            title = f"Slips, from the {start + 1:,}th {plan.vocabulary.name('step')} on"
        shown = moved[start : start + MOST_STEPS]
        page = {"title": title, "first": start + 1, "moved": shown, "paths": paths}
        yield site.render("slips.html", path, **page, **values)


def _draw_rows(moved: Sequence[ShownStep], as_of: date) -> Mapping[str, Any]:
    """Return the rows of the picture, longest move first, and the axis above them."""
    from markupsafe import Markup

    rows = [row for row in moved if row.known.moves and row.known.days is not None]
    rows = sorted(rows, key=lambda row: -abs(row.known.days or 0))[:MOST_ROWS]
    slips = [_list_deadlines(row.known) for row in rows]
    if not slips:
        return {"dumbbells": (), "axis": ""}
    axis = find_axis(slips, as_of)
    drawn = [
        Dumbbell(
            row,
            Markup(draw_slip(slip, axis, as_of)),
            describe_distance(row.known.days) if row.known.days else "back at the first deadline",
            _describe_reasons(row.known),
        )
        for row, slip in zip(rows, slips, strict=True)
    ]
    return {"dumbbells": drawn, "axis": Markup(draw_slip_axis(axis, as_of))}


def _list_deadlines(known: StepLedger) -> Slip:
    moves = known.moves
    days = (known.first, *(move.after for move in moves[:-1]), known.deadline)
    return Slip([day for day in days if day], any(move.is_silent for move in moves))


def _describe_reasons(known: StepLedger) -> str:
    """Return how many of the moves have no reason; an empty text where each has one."""
    silent = sum(move.is_silent for move in known.moves)
    if not silent:
        return ""
    return (
        "no reason" if len(known.moves) == 1 else f"{silent} of {len(known.moves)} without a reason"
    )

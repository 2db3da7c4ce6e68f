"""The page of slips: which deadlines moved, from what to what, how far, when and why."""

from collections.abc import Iterator
from typing import NamedTuple

from stc.output.site.files import SiteFile, number_path
from stc.output.site.site import Site
from stc.plan.ledger import StepLedger
from stc.plan.model import Step
from stc.views.sentences import describe_distance
from stc.views.slips import view_slips, view_slips_by
from stc.views.view import Sentences, Table

MOST_STEPS = 500
"""The most steps that one page lists."""


class ShownStep(NamedTuple):
    """A step whose deadline moved, or about which the file and git disagree."""

    step: Step
    known: StepLedger
    has_left: bool


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
    values = {
        "nav": "slips",
        "lines": [
            line for block in view.blocks if isinstance(block, Sentences) for line in block.lines
        ],
        "tables": [block for group in groups for block in group.blocks if isinstance(block, Table)],
        "has_git": ledger.is_from_git,
        "has_left": any(row.has_left for row in moved),
        "whole": len(moved),
        "slipped": sum(bool(row.known.moves) for row in moved),
        "distance": describe_distance,
    }
    starts = range(0, max(len(moved), 1), MOST_STEPS)
    paths = [number_path("slips.html", number) for number, _ in enumerate(starts, 1)]
    for path, start in zip(paths, starts, strict=True):
        title = "Slips"
        if start:
            title = f"Slips, from the {start + 1:,}th {plan.vocabulary.name('step')} on"
        shown = moved[start : start + MOST_STEPS]
        page = {"title": title, "first": start + 1, "moved": shown, "paths": paths}
        yield site.render("slips.html", path, **page, **values)

"""The templates of a site, and what every one of them knows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stc import __version__
from stc.output.edition import Edition
from stc.output.site.files import path_of_department
from stc.output.site.lists import name_status_pages
from stc.output.site.registry import NAVIGATION
from stc.output.site.spelling import (
    find_web_address,
    format_share,
    mark_day,
    mark_long_day,
    measure_bar,
    shorten,
    shorten_wording,
)
from stc.output.site.words import Word, fill, name_words
from stc.output.templating import open_templates
from stc.plan.deadlines import days_past, standing_of, status_on
from stc.plan.model import Step
from stc.plan.status import StatusKind, fold_status
from stc.plan.zones import today_in
from stc.text.addresses import name_host
from stc.text.direction import find_direction
from stc.views.last_words import describe_source_day
from stc.views.sentences import format_percent, share

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_NUMBERS_FILES = {
    "overview": "counts_by_month.csv",
    "changes": "changes.csv",
    "slips": "moves.csv",
    "scorecard": "steps.csv",
    "departments": "steps-by-department.csv",
}
"""The file in `data/` from which the numbers of a page are recounted."""
TEMPLATES = Path(__file__).with_name("templates")


def make_environment(edition: Edition, known: Mapping[str, Any]) -> "Environment":
    """Return the templates; whatever they print is made visible and escaped.

    Args:
        edition: What is published.
        known: What else every template knows, by its name there.
    """
    environment = open_templates(TEMPLATES, keep_newlines=True)
    environment.filters.update(_name_filters(edition))
    environment.globals.update(_name_globals(edition))
    environment.globals.update(known)
    environment.globals.update(_remember_parts(environment, known))
    environment.filters["fill"] = _make_fill(environment)
    return environment


def _name_filters(edition: Edition) -> Mapping[str, Callable[..., Any]]:
    as_of, zone = edition.as_of, edition.plan.timezone
    words = edition.plan.vocabulary
    classes = {name: status.css_class for status in reversed(words.shown) for name in status.names}

    def mark_moment(moment: datetime) -> "Markup":
        return mark_day(today_in(zone, moment))

    return {
        "day": mark_day,
        "longday": mark_long_day,
        "moment": mark_moment,
        "shorten": shorten,
        "number": lambda number: f"{number:,}",
        "status_on": lambda step: status_on(step, as_of),
        "standing": lambda step: standing_of(step, as_of),
        "days_past": lambda step: days_past(step, as_of),
        "slug": _find_slug,
        "status_class": lambda name: classes.get(name, ""),
        "web_address": find_web_address,
        "host": name_host,
        "shorten_wording": lambda pieces: tuple(shorten_wording(pieces)),
    }


def _name_globals(edition: Edition) -> Mapping[str, Any]:
    words = edition.plan.vocabulary
    return {
        "version": __version__,
        "numbers_files": _NUMBERS_FILES,
        "plan": edition.plan,
        "direction": find_direction(edition.plan.language),
        "as_of": edition.as_of,
        "revision": edition.context.revision,
        "git_unavailable_reason": edition.git_unavailable_reason,
        "remarks": edition.context.remarks,
        "statuses": words.statuses,
        "headline_statuses": words.headline,
        "status_paths": name_status_pages(words),
        "done_name": words.name_kind(StatusKind.COMPLETE),
        "excluded_name": words.name_kind(StatusKind.EXCLUDED),
        "unmet_name": words.name_kind(StatusKind.UNMET),
        "unmet_kind": StatusKind.UNMET if words.list_of_kind(StatusKind.UNMET) else None,
        "open_names": [status.name for status in words.list_of_kind(StatusKind.OPEN)],
        "has_own_statuses": words.has_own_statuses,
        "source_day": describe_source_day(edition.plan.source_as_of),
        "status_names": {status.name: status for status in words.statuses},
        "navigation": NAVIGATION,
        "share": share,
        "share_words": format_share,
        "percent": format_percent,
        "noun": words.count_parts,
        "words": name_words(words.say),
        "heads": name_words(words.head),
        "head": words.head,
        "say": words.say,
        "explain": words.explain,
        "steps_name": (words.words and words.words.steps) or "action steps",
        "step_name": (words.words and words.words.step) or "action step",
        "bar_width": measure_bar,
        "has_feeds": edition.publication is not None,
        "department_path": path_of_department,
        "kind_of": lambda value: type(value).__name__,
    }


def _remember_parts(
    environment: "Environment", known: Mapping[str, Any]
) -> Mapping[str, Callable[..., Any]]:
    """Return the makers of what is the same on many pages, so that each is made once."""
    paths = {page.name: page.path for page in NAVIGATION}
    rows: dict[str, str] = {}

    @cache
    def load(name: str) -> Any:
        # Not before it is asked for: a template that is loaded learns of no global any more.
        return environment.get_template(name).module

    @cache
    def make_top(root: str, nav: str, is_itself: bool) -> Any:
        return load("frame.html").top(root, nav, is_itself)

    @cache
    def make_foot(root: str) -> Any:
        return load("frame.html").foot(root)

    @cache
    def make_search(root: str, is_home: bool, kind: str, name: str) -> Any:
        return load("search.html").search(root, is_home, kind, name)

    def make_row(root: str, step: Step) -> "Markup":
        if step.id not in rows:
            rows[step.id] = str(load("macros.html").row("", known["rows"][step.id]))
        # No text of the plan can hold this: its quotes are escaped.
        return _mark(rows[step.id].replace(' href="', f' href="{root}'))

    return {
        "steps_search": make_search,
        "step_row": make_row,
        "page_top": lambda root, nav, path: make_top(root, nav, paths.get(nav) == path),
        "page_foot": make_foot,
    }


def _make_fill(environment: "Environment") -> "Callable[..., Markup]":
    """Return the filter that fills a sentence with what is printed as templates print it."""
    finalize = environment.finalize or (lambda value: value)

    def fill_visibly(word: Word, number: int | None = None, **values: Any) -> "Markup":
        shown = {name: finalize(value) for name, value in values.items()}
        return fill(word, number, **shown)

    return fill_visibly


def _mark(html: str) -> "Markup":
    from markupsafe import Markup

    return Markup(html)


@cache
def _find_slug(name: str) -> str:
    return fold_status(name).replace(" ", "-")

"""The search index: scripts with the rows and the folded texts of all steps.

A page loads them when somebody searches or filters. They are scripts because a page that was
opened from a folder may load nothing else. `assets/search.js` reads them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from stc.output.site.files import SiteFile
from stc.output.site.rows import Row, describe_row
from stc.output.site.site import Site
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.search import BETWEEN, fold_written, list_own, list_shared
from stc.text.escape import escape_control

FOLDER = "search"
LONGEST_PIECE = 1_000
"""The most steps that one file holds."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_ascii = json.JSONEncoder(separators=(",", ":")).encode


def make_index(site: Site) -> Iterator[SiteFile]:
    """Return the files of the index: `0.js` with what the rows refer to, then the rows."""
    known: dict[tuple[str, ...], int] = {}
    options, chosen = _number_options(site)
    ranks = _rank_deadlines(site.plan.steps)
    statuses = {status: number for number, status in enumerate(site.plan.vocabulary.shown)}
    rows = []
    for step, row in (*_list_steps(site), *_list_gone(site)):
        shared = [known.setdefault(texts, len(known)) for texts in list_shared(step)]
        data = [
            *_show(row),
            statuses.setdefault(row.status, len(statuses)),
            row.mark,
            ranks.get(step.id),
        ]
        rows.append(_format([*data, chosen.get(step.id, ()), shared, _fold(list_own(step))]))
    pieces = [rows[at : at + LONGEST_PIECE] for at in range(0, len(rows), LONGEST_PIECE)]
    head = {
        "pieces": len(pieces),
        "options": options,
        "steps": len(site.plan.steps),
        "statuses": [(escape_control(status.name), status.css_class) for status in statuses],
        "shared": [_fold(texts) for texts in known],
    }
    yield _make_file(0, _format(head))
    for number, piece in enumerate(pieces, 1):
        yield _make_file(number, "[{}]".format(",\n".join(piece)))


def _list_steps(site: Site) -> Iterator[tuple[Step, Row]]:
    return ((step, site.rows[step.id]) for step in site.plan.steps)


def _list_gone(site: Site) -> Iterator[tuple[Step, Row]]:
    """Yield the steps that left the plan, which a search finds and does not count."""
    words: Any = site.environment.globals["words"]
    for departure in site.gone.values():
        row = describe_row(departure.step, site.edition.as_of, has_moved=False)
        note = departure.now or words.taken_out
        yield departure.step, row._replace(mark="removed", note=note, day="")


def _make_file(number: int, data: str) -> SiteFile:
    return SiteFile(f"{FOLDER}/{number}.js", f"stcSearch({number},{data});\n".encode())


def _show(row: Row) -> Iterator[str]:
    return map(escape_control, (row.id, row.words, row.owners, row.note, row.day))


def _fold(texts: Iterable[str]) -> str:
    """Return folded texts, one a line: no query holds a line end."""
    return fold_written(texts).replace(BETWEEN, "\n")


def _format(data: Any) -> str:
    """Return data as JSON in which no character is hidden."""
    text = _encode(data)
    return text if escape_control(text) == text else _encode_ascii(data)


def _number_options(site: Site) -> tuple[list[str], dict[str, list[int]]]:
    """Return the options of all filters, and the numbers of those that each step matches."""
    options: list[str] = []
    chosen: dict[str, list[int]] = defaultdict(list)
    for facet in site.facets:
        for option in facet.options:
            for step in option.steps:
                chosen[step.id].append(len(options))
            options.append(f"{facet.name}={option.value}")
    return options, chosen


def _rank_deadlines(steps: Iterable[Step]) -> dict[str, int]:
    """Return the place of each step with a deadline among those sorted by it; equal ones share."""
    dated = order_steps((step for step in steps if step.deadline), "deadline")
    ranked = enumerate(groupby(dated, key=lambda step: (step.deadline, str(step.deadline))))
    return {step.id: rank for rank, (_, same) in ranked for step in same}

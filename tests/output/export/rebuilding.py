"""The plan made again from the tables of a package, to be compared with the one packaged."""

from collections.abc import Callable, Iterable
from typing import Any

from stc.findings import Location
from stc.plan.model import Department, Goal, NeedsReview, Revision, Section, Step
from stc.plan.periods import parse_period
from stc.plan.timeline import TimelineEntry, TimelineItem
from stc.plan.value_types import Extra
from tests.output.export.packages import Row
from tests.plans import STATUSES

NOWHERE = Location("", 0, 0)
Tables = dict[str, list[Row]]


def without_places(things: Iterable[Any]) -> list[Any]:
    return [one._replace(place=NOWHERE) for one in things]


def pick(rows: list[Row], take: Callable[[Row], Any], **wanted: Any) -> tuple[Any, ...]:
    """Return what is taken from the rows with these values, in their order."""
    return tuple(take(row) for row in rows if all(row[name] == one for name, one in wanted.items()))


def review(row: Row) -> NeedsReview | None:
    fields, note = row["review_fields"], row["review_note"]
    assert (fields is None) == (note is None)
    return None if fields is None else NeedsReview(tuple(fields), note)


def rebuild_departments(tables: Tables) -> dict[str, Department]:
    names = tables["department_aliases"]
    return {
        row["id"]: Department(
            id=row["id"],
            name=row["name"],
            aliases=pick(names, lambda one: one["alias"], department=row["id"]),
            kind=row.get("kind"),
            meets=row.get("meets"),
            was=tuple(row.get("was") or ()),
        )
        for row in tables["departments"]
    }


def rebuild_sections(tables: Tables) -> dict[str, Section]:
    rows = sorted(tables["sections"], key=lambda row: row["position"])
    return {
        row["id"]: Section(
            id=row["id"],
            title=row["title"],
            under=tuple(row.get("under") or ()),
            phase=row.get("phase"),
            category=row["category"],
            needs_review=review(row),
        )
        for row in rows
    }


def rebuild_goals(tables: Tables) -> dict[tuple[str, int], Goal]:
    sections = rebuild_sections(tables)
    return {
        (row["section"], row["number"]): Goal(
            section=sections[row["section"]],
            id=row.get("id"),
            title=row["title"],
            under=tuple(row.get("under") or ()),
        )
        for row in tables["goals"]
    }


def rebuild_steps(tables: Tables) -> list[Step]:
    """Return the steps, each without its place in the file."""
    departments, goals = rebuild_departments(tables), rebuild_goals(tables)
    sections = rebuild_sections(tables)
    statuses = {one.name: one for one in STATUSES}
    steps = []
    for row in sorted(tables["steps"], key=lambda row: row["position"]):
        named = [one for one in tables["step_departments"] if one["step"] == row["id"]]
        leads = [departments[one["department"]] for one in named if one["is_lead"]]
        assert leads == [departments[one] for one in [row["lead"]] if one]
        goal = goals[row["section"], row["goal"]] if row["goal"] else None
        step = Step(
            id=row["id"],
            status=statuses[row["status"]],
            action=row["action"],
            section=sections[row["section"]],
            goal=goal,
            place=NOWHERE,
            departments=tuple(departments[one["department"]] for one in named),
            start=row.get("start"),
            deadline=row["deadline"],
            deadline_label=row.get("deadline_label"),
            items=pick(tables["step_items"], lambda one: one["text"], step=row["id"]),
            completed=row["completed"],
            evidence=pick(tables["evidence"], lambda one: one["evidence"], step=row["id"]),
            reason=row["reason"],
            note=row["note"],
            lead=leads[0] if leads else None,
            revisions=pick(tables["revisions"], rebuild_revision, step=row["id"]),
            page=row["page"],
            needs_review=review(row),
            tags=tuple(row.get("tags") or ()),
            phase=row.get("phase"),
            category=own(row, "category", sections[row["section"]].category),
            extra=rebuild_extra(row),
            review_every=row.get("review_every"),
        )
        assert step.original_deadline == row["first_deadline"]
        steps.append(step)
    return steps


def own(row: Row, name: str, inherited: str | None) -> str | None:
    return None if row.get(name) == inherited else row.get(name)


def rebuild_extra(row: Row) -> Extra | None:
    pairs = {key.removeprefix("extra."): text for key, text in row.items() if "extra." in key}
    return Extra((key, text) for key, text in pairs.items() if text) or None


def rebuild_revision(row: Row) -> Revision:
    return Revision(row["from"], row["to"], row["on"], row["reason"])


def rebuild_entries(tables: Tables) -> list[TimelineEntry]:
    """Return the entries of the timeline, each without its place in the file."""
    return [
        TimelineEntry(
            when=row["when"],
            period=rebuild_period(row),
            label=row["label"],
            state=row["state"],
            title=row["title"],
            place=NOWHERE,
            items=pick(
                tables["timeline_items"],
                lambda item: TimelineItem(item["text"], lines_below(tables, item)),
                entry=row["number"],
                subitem=0,
            ),
            steps=pick(tables["timeline_steps"], lambda one: one["step"], entry=row["number"]),
            source=row["source"],
            note=row["note"],
            needs_review=review(row),
            **rebuild_links(tables, row["number"]),
        )
        for row in tables["timeline"]
    ]


def rebuild_links(tables: Tables, number: Any) -> dict[str, Any]:
    """Return what the table of links says of an entry; a package without links has no table."""
    rows = [row for row in tables.get("timeline_links", []) if row["entry"] == number]
    (row,) = rows or [{}]
    return {name: row.get(name) for name in ("id", "kind", "fulfils")}


def lines_below(tables: Tables, item: Row) -> tuple[str, ...]:
    rows = [row for row in tables["timeline_items"] if row["subitem"]]
    return pick(rows, lambda row: row["text"], entry=item["entry"], item=item["item"])


def rebuild_period(row: Row) -> Any:
    period = parse_period(row["when"])
    assert period is not None
    assert (period.start, period.last) == (row["start"], row["end"])
    return period

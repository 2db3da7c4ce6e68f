"""The tables of a package about the history: what changed, what left, and the counts by month."""

from collections.abc import Iterator
from datetime import date

from stc.history.compare import FieldChange
from stc.history.counts_over_time import list_ends
from stc.history.differences import find_reasons
from stc.output.edition import Edition
from stc.output.formats.datapackage.columns import Column, number, take
from stc.output.formats.datapackage.table import Row, Table
from stc.plan.counts import count_steps, merge_words
from stc.plan.model import Step
from stc.plan.promises import Tally, sample_tallies
from stc.plan.vocabulary import Vocabulary
from stc.text.slug import make_slug
from stc.views.event_kinds import KINDS
from stc.views.events import Event

_COMMIT = Column(
    "commit", description="The commit of git that made the change.", type="string", required=False
)
_AUTHOR = Column("author", description="Who made that commit.", type="string", required=False)


def _text(name: str, description: str) -> Column:
    return Column(name, description=description, type="string", required=False)


def _find_events(edition: Edition) -> Iterator[Row]:
    """Return the events of the whole plan, or else those of the steps that were chosen."""
    is_whole = len(edition.steps) == len(edition.plan.steps)
    chosen = {step.id for step in edition.steps}
    chosen |= {departure.step.id for departure in edition.departures}
    events = (event for commit in edition.list_commit_events() for event in commit.events)
    shown = (event for event in events if is_whole or event.about in chosen)
    for position, event in enumerate(shown, 1):
        yield (position, *_dump_event(event))


def _dump_event(event: Event) -> Row:
    fields = [change for change in event.changes if isinstance(change, FieldChange)]
    main = fields[0] if fields else None
    days, reason = None, None
    for change in fields:
        if change.field == "deadline" and change.before and change.after:
            days = (change.after - change.before).days
        elif change.field == "reason":
            reason = change.after
    if main and main.field == "deadline":
        revisions = next((change for change in fields if change.field == "revisions"), None)
        reason = "; ".join(find_reasons(main, revisions)) or None
    elif event.kind.key == "removed" and event.step and event.step.status.needs_reason:
        reason = event.step.reason
    is_one = main is not None and main.field in ("status", "deadline")
    alone = main is not None and (is_one or len(fields) == 1)
    return (
        event.day,
        event.kind.key,
        event.about if event.step else None,
        event.about,
        "; ".join(change.field for change in fields) or None,
        _format(main.before) if main and alone else None,
        _format(main.after) if main and alone else None,
        days,
        reason,
        event.evidence or None,
        event.line or None,
        event.commit.author if event.commit else None,
        event.commit.id if event.commit else None,
    )


def _format(value: object) -> str | None:
    if value in (None, (), ""):
        return None
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return str(value)


def _find_removed(edition: Edition) -> Iterator[Row]:
    for departure in edition.departures:
        step = departure.step
        yield (
            step.id,
            departure.day,
            departure.now,
            departure.reason,
            step.status.name,
            edition.ledger.of(step).first,
            step.deadline,
            step.section.id,
            "; ".join(owner.id for owner in step.departments) or None,
            step.action,
            departure.commit.author if departure.commit else None,
            departure.commit.id if departure.commit else None,
        )


EVENT_TABLE = Table(
    "changes",
    "Changes",
    "What changed in the plan, as git knows it, newest first. One row per event: changes that"
    " belong together, such as a move and its reason, are one row.",
    (
        number("number", "The event's place, from 1 for the newest."),
        Column("day", description="The day in the plan's time zone.", type="date"),
        Column(
            "kind",
            description="What happened.",
            type="string",
            facts={"enum": [kind.key for kind in KINDS]},
        ),
        _text("step", "The step, which may have left the plan; empty for what is of no step."),
        Column("about", description="What changed: a step, `plan`, a department.", type="string"),
        _text("field", "The fields that changed, joined by semicolons."),
        _text("before", "The value before, where one field changed; of a status or deadline its."),
        _text("after", "The value after, likewise."),
        Column(
            "days",
            description="The days that a deadline moved; below 0 to an earlier day.",
            type="integer",
            required=False,
        ),
        _text("reason", "The reason recorded with the change."),
        Column(
            "evidence",
            description="The evidence that came with it, as JSON.",
            type="array",
            required=False,
        ),
        _text("line", "The event in words."),
        _AUTHOR,
        _COMMIT,
    ),
    ("number",),
    _find_events,
)
REMOVED_TABLE = Table(
    "removed_steps",
    "Steps that left the plan",
    "The steps that git knows and the plan no longer has, the last that left first. One row per"
    " step, as it was last.",
    (
        take("id", "Step.id"),
        Column(
            "left_on",
            description="The day on which it left; empty where that is not committed or not known.",
            type="date",
            required=False,
        ),
        _text("now", "The id under which its text went on; empty if it was taken out."),
        _text("reason", "The recorded reason."),
        Column("last_status", description="Its last status.", type="string"),
        Column("first_deadline", description="Its first deadline.", type="date", required=False),
        Column("deadline", description="Its last deadline.", type="date", required=False),
        Column("section", description="The section it was in.", type="string"),
        _text("departments", "The ids of its departments, joined by semicolons."),
        take("action", "Step.action"),
        _AUTHOR,
        _COMMIT,
    ),
    ("id",),
    _find_removed,
)


def make_counts_table(edition: Edition) -> Table:
    """Return the table of counts, with a column for each status that any version had."""
    publication = edition.publication
    former = [plan.vocabulary for _, plan in publication.log.versions] if publication else []
    words = merge_words(edition.plan.vocabulary, *former)
    names = _name_statuses(words)
    statuses = {status.name: status for known in (*former, words) for status in known.statuses}
    every = words._replace(statuses=tuple(statuses.values()))

    def find_rows(edition: Edition) -> Iterator[Row]:
        for day, steps, tally in _list_months(edition):
            counts = count_steps(steps, day, every).rename(words)
            yield (
                day,
                counts.total,
                counts.counted,
                counts.complete,
                counts.open,
                counts.overdue,
                counts.undated,
                tally.promised,
                tally.done,
                *(counts.by_status.get(name, 0) for name in names),
            )

    columns = (
        Column(
            "day", description="The last day of a month; the newest is the as-of day.", type="date"
        ),
        number("total", "All steps.", first=0),
        number("counted", "The denominator of shares: all but the excluded.", first=0),
        number("complete", "Those that are done.", first=0),
        number("open", "Those that are not finished.", first=0),
        number("overdue", "Open steps whose deadline has passed.", first=0),
        number("undated", "Open steps without a deadline.", first=0),
        number("promised", "Steps whose first deadline has passed.", first=0),
        number("promised_done", "Those of the promised steps that are done.", first=0),
        *(
            number(column, f"Steps whose status is {name}.", first=0)
            for name, column in names.items()
        ),
    )
    return Table(
        "counts_by_month",
        "Counts by month",
        "How far the whole plan was at the end of each month, on the main line of git, whatever"
        " the other tables are narrowed to. One row per month; the newest is of the as-of day.",
        columns,
        ("day",),
        find_rows,
    )


def _name_statuses(words: Vocabulary) -> dict[str, str]:
    """Return the column of each status; one whose name has no letters of ASCII is numbered."""
    names: dict[str, str] = {}
    for position, status in enumerate(words.shown, 1):
        slug = make_slug(status.slug).replace("-", "_")
        column = f"status_{slug or position}"
        names[status.name] = f"{column}_{position}" if column in names.values() else column
    return names


def _list_months(edition: Edition) -> Iterator[tuple[date, tuple[Step, ...], Tally]]:
    versions = edition.publication.versions if edition.publication else ()
    past = [version for version in versions if version.day <= edition.as_of]
    tallies = edition._replace(steps=edition.plan.steps).count_promises().tallies
    first = min((version.day for version in past), default=edition.as_of)
    ends = [*list_ends(first, edition.as_of, "month")]
    place = 0
    for day, tally in zip(ends, sample_tallies(tallies, ends), strict=True):
        while place + 1 < len(past) and past[place + 1].day <= day:
            place += 1
        is_now = day == edition.as_of or not past
        yield day, edition.plan.steps if is_now else tuple(past[place].steps), tally

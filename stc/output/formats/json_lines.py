"""JSON: the envelope of `stc list --format json` with the source; JSON Lines: a record a line."""

from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.json import format_json, make_envelope
from stc.output.provenance import describe_edition, dump_source, dump_steps
from stc.views.answer import dump
from stc.views.arrange import choose
from stc.views.steps import view_steps
from stc.views.updates import record_update

BEGINNINGS = tuple(f'{{\n  "schema": "stc/steps/{number}",\n'.encode() for number in (1, 2))
"""The first bytes of a file that stc wrote; those of older versions stay here, too."""


def render(edition: Edition, options: ExportOptions) -> bytes:
    """Return the JSON of an edition, indented; texts are exactly those of the plan."""
    view = view_steps("Action steps", edition.steps, describe_edition(edition), ())
    envelope = make_envelope(view._replace(records=[]))
    del envelope[view.collection]
    steps = [choose(record, options.columns) for record in dump_steps(edition)]
    envelope["source"] = dump_source(edition.plan.source)
    if edition.plan.has_updates:
        whole = (update for update, step in edition.list_updates() if step is None)
        envelope["updates"] = [dump(record_update(update, None)) for update in whole]
    envelope["remarks"] += edition.unknown
    return f"{format_json({**envelope, view.collection: steps}, indent=2)}\n".encode()


def render_lines(edition: Edition, options: ExportOptions) -> bytes:
    """Return one JSON object a line; each says the as-of day and the revision."""
    end = {"as_of": edition.as_of, "plan_revision": edition.context.revision}
    records = (choose({**record, **end}, options.columns) for record in dump_steps(edition))
    lines = map(format_json, records)
    return "".join(f"{line}\n" for line in lines).encode()

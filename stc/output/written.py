"""What is said of an export that was written."""

from collections.abc import Iterator

from stc.output.edition import Edition, list_talk
from stc.output.formats.cells import format_filter
from stc.text.nearest import quote
from stc.text.plural import count_noun


def describe_written(name: str, edition: Edition, path: str, written: str) -> Iterator[str]:
    """Yield sentences on what was written, from when, and what is not in it.

    Args:
        name: The name of the export.
        edition: What was exported.
        path: The file or folder.
        written: `created`, `replaced` or `same`.
    """
    shown, context = quote(path, 200), edition.context
    revision = f"revision {context.revision}" if context.revision else "no git revision"
    what = f"{count_steps(edition)} As of {context.as_of}, {revision}."
    if written == "same":
        yield f"{shown} holds exactly this already and was left alone: {what}"
    else:
        yield f"Written to {shown}: {what}"
    narrowed = format_filter(context.filter)
    left = len(edition.plan.steps) - len(edition.steps)
    if narrowed:
        yield f"Left out by the filter ({narrowed}): {count_noun(left, 'step')}."
    if name == "ics":
        from stc.output.formats.ics.words import describe_left_out

        yield from describe_left_out(edition)
    yield from list_talk(edition)


def count_steps(edition: Edition) -> str:
    """Return a sentence on how many of the plan's steps are in an edition."""
    whole = count_noun(len(edition.plan.steps), "step")
    if not edition.steps:
        return f"No step matches; 0 of {whole}."
    return f"{len(edition.steps):,} of {whole}."

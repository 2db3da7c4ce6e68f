"""What every export says of where it comes from, without where that lies on a disk."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from stc.output.edition import Edition
from stc.plan.model import Plan, Source
from stc.plan.periods import format_due
from stc.views.last_words import describe_source_day
from stc.views.records import dump_known_step
from stc.views.view import Context

NO_LICENSE = "The publisher names no licence."


def describe_edition(edition: Edition) -> Context:
    """Return what an export says about itself; of the plan's file only the name.

    Whoever reads it has another disk, and the bytes must not depend on the folder stc ran in.
    """
    context = edition.context
    return context._replace(plan_path=_name(context.plan_path))


def dump_steps(edition: Edition) -> tuple[Mapping[str, Any], ...]:
    """Return the records of the steps; `file` is the name of the plan's file."""
    return tuple(
        {
            **dump_known_step(step, edition.as_of, edition.ledger, edition.context.added),
            "file": _name(step.place.path),
        }
        for step in edition.steps
    )


def _name(path: str) -> str:
    return PurePosixPath(path).name


def dump_source(source: Source | None) -> Mapping[str, Any] | None:
    """Return the record of the document the plan was transcribed from, or None."""
    if source is None:
        return None
    return {
        "document": source.document,
        "publisher": source.publisher,
        "pages": source.pages,
        "url": source.url,
        "license": source.license,
        "contact": list(source.contact),
        "note": source.note,
        **({"as_of": format_due(source.as_of)} if source.as_of else {}),
    }


def describe_source(plan: Plan) -> tuple[str, ...]:
    """Return sentences on the source and the licence; what is not known is sentence to be so."""
    source, when = plan.source, describe_source_day(plan.source_as_of)
    if source is None:
        return (
            "Source: the plan's file names none.",
            "Licence: the plan's file names none.",
            when,
        )
    sentence = f"Source: {source.document}. Published by {source.publisher}."
    where = f" {source.url}" if source.url else ""
    licence = f"Licence: {source.license}." if source.license else NO_LICENSE
    return (sentence + where, licence, when)

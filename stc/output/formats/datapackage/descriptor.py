"""The descriptor of a package, `datapackage.json`: what the data are, whose, and as of when."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stc.output.edition import Edition
from stc.output.formats.datapackage.dataset import (
    KEYWORDS,
    describe_dataset,
    format_stamp,
    name_dataset,
    title_dataset,
)
from stc.output.provenance import describe_edition, dump_source
from stc.plan.model import Plan, Source
from stc.plan.periods import format_due
from stc.text.addresses import is_address, join_address
from stc.text.escape import escape_control

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_HOW_TO_READ = (
    "`steps` is the table to begin with; `statuses` says what each status means.",
    "Texts are exactly those of the plan: import them into a spreadsheet as text, for it may run"
    " a cell that begins with `=`.",
)


def render_descriptor(
    edition: Edition, resources: Sequence[Mapping[str, Any]], base_url: str | None
) -> bytes:
    """Return the descriptor of the tables of an edition, without what is unknown."""
    import json

    descriptor = {
        "$schema": PROFILE,
        "name": name_dataset(edition.plan),
        "title": title_dataset(edition),
        "description": " ".join(
            (*describe_dataset(edition), *edition.context.remarks, *_HOW_TO_READ)
        ),
        **({"homepage": join_address(base_url, "")} if base_url else {}),
        **({"version": edition.context.revision} if edition.context.revision else {}),
        "created": format_stamp(edition),
        "keywords": list(KEYWORDS),
        **(_describe_source(edition.plan.source) if edition.plan.source else {}),
        **_describe_edition(edition),
        "resources": resources,
    }
    text = json.dumps(descriptor, indent=2, ensure_ascii=False, default=_format) + "\n"
    # What a person typed for a filter may hold bytes that are not text; JSON has an escape.
    return text.encode("utf-8", "backslashreplace")


def _format(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a descriptor holds a {type(value).__name__}")


def _describe_source(source: Source) -> dict[str, Any]:
    known = {"path": source.url} if source.url and is_address(source.url) else {}
    license_ = _describe_license(source.license) if source.license else None
    return {
        "contributors": [{"title": escape_control(source.publisher), "roles": ["publisher"]}],
        **({"licenses": [license_]} if license_ else {}),
        "sources": [{"title": escape_control(source.document), **known}],
    }


def _describe_license(named: str) -> dict[str, str] | None:
    """Return the licence where it is an address or an identifier; the profile knows no third."""
    if is_address(named):
        return {"path": named}
    return {"name": named} if re.fullmatch("[-a-zA-Z0-9._]+", named) else None


def _describe_edition(edition: Edition) -> dict[str, Any]:
    """Return what the profile has no place for, under names of our own; texts are exact."""
    context = describe_edition(edition)
    return {
        "as_of": context.as_of,
        "source_as_of": format_due(context.source_as_of) if context.source_as_of else None,
        "plan_revision": context.revision,
        "filter": context.filter,
        "remarks": [*context.remarks, *edition.unknown],
        "plan": _dump_plan(edition.plan),
    }


def _dump_plan(plan: Plan) -> dict[str, Any]:
    began = plan.began
    return {
        "title": plan.title,
        "phase": plan.phase,
        "began": f"{began.start}/{began.last}" if began else None,
        "timezone": plan.timezone,
        "source": dump_source(plan.source),
    }

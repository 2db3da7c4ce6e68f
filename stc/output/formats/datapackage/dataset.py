"""What a package and a catalog say alike of an edition: its name, title, moment and scope."""

from stc.output.edition import Edition
from stc.output.formats.markdown import escape_markdown
from stc.output.provenance import NO_LICENSE
from stc.plan.model import Plan
from stc.text.escape import escape_control
from stc.text.plural import count_noun
from stc.text.slug import make_slug
from stc.views.last_words import describe_source_day

KEYWORDS = ("action plan", "action steps", "deadlines", "departments", "progress", "public plan")
_LONGEST_NAME = 80


def name_dataset(plan: Plan) -> str:
    """Return a name of ASCII letters, digits and dashes, from the title and the phase."""
    return make_slug(plan.full_title)[:_LONGEST_NAME].strip("-") or "plan"


def title_dataset(edition: Edition) -> str:
    """Return the title of the plan and its phase, as people read it."""
    return escape_control(edition.context.plan_title)


def format_stamp(edition: Edition) -> str:
    """Return the moment of the edition, such as `2024-11-20T15:04:05Z`."""
    return edition.stamp.strftime("%Y-%m-%dT%H:%M:%SZ")


def describe_dataset(edition: Edition) -> tuple[str, ...]:
    """Return sentences on what the data are, in Markdown: that is how portals read them."""
    scope = f"{count_noun(len(edition.plan.steps), 'action step')} of a public plan"
    if len(edition.steps) < len(edition.plan.steps):
        scope = f"{len(edition.steps):,} of the {scope}"
    about = "departments, statuses, deadlines and every recorded move of a deadline with its reason"
    return (
        f"{scope}, as of {edition.as_of}: {about}.",
        "What is overdue, due or due for review is calculated for that day and is not in the plan.",
        describe_source_day(edition.plan.source_as_of),
        _describe_license(edition.plan),
    )


def _describe_license(plan: Plan) -> str:
    if plan.source is None:
        return "The plan names neither its source nor a licence."
    named = plan.source.license
    return f"Licence, as the publisher names it: {escape_markdown(named)}." if named else NO_LICENSE

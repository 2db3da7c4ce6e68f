"""`stc diff`."""

from typing import Annotated, NamedTuple

from stc.cli.comparing import describe_versions, find_first_deadlines, open_versions
from stc.cli.console import Outcome, find_screen, show_view
from stc.cli.main import DONE, FINDINGS
from stc.cli.options import Ascii, Color, Wrap
from stc.cli.parameters import Argument, Option
from stc.cli.progress import show_work
from stc.cli.step_summary import append_text
from stc.history.compare_versions import compare_versions
from stc.history.differences import classify
from stc.output.registry import FORMATS
from stc.views.difference import view_difference
from stc.views.view import View


class DiffOptions(NamedTuple):
    """Which plan, and how its changes are shown."""

    plan: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None
    format: Annotated[
        str,
        Option(
            "--format",
            "-f",
            help="The output format; md and github are for a pull request.",
            choices=(*FORMATS, "github"),
        ),
    ] = "table"
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


def run(
    how: DiffOptions,
    versions: Annotated[
        list[str] | None,
        Argument(
            metavar="[A[..B]]",
            help="Two revisions, days or files.  [default: HEAD and the work tree]",
        ),
    ] = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit with 1 if anything changed.")
    ] = False,
) -> Outcome:
    """Show what changed between two versions: what went backwards, what moved, by how much.

    A day means the last commit before it began. A.. means up to HEAD; a single A is compared with
    the work tree. Nothing is checked out.

    Example: stc diff 2024-10-01..main
    """
    before, after = open_versions(how.plan, versions or [])
    with show_work("Comparing"):
        difference, note = compare_versions(before, after)
    context = describe_versions(before, after)
    titles = before.file.title, after.file.title
    found = classify(difference)
    view = view_difference(found, *titles, context, note, find_first_deadlines(found, after))
    return _show(view, how, FINDINGS if exit_code and difference else DONE)


def _show(view: View, how: DiffOptions, code: int) -> Outcome:
    if how.format not in ("md", "github"):
        return show_view(view, how, code)
    from stc.output.formats import brief, comment

    screen = find_screen(how.color, ascii_only=how.ascii, wrap=how.wrap)
    text = comment.render(view, screen)
    if how.format == "md":
        return Outcome(text, code, messages=view.list_messages(has_sentences=True))
    complaint = append_text(text)
    messages = view.list_messages(has_sentences=True)
    messages = (*messages, complaint) if complaint else messages
    return Outcome(brief.render(view, screen), code, True, messages)

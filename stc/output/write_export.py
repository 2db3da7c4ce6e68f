"""Write an edition where a person wants it: a file, or the folder of a data package."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from stc.files.plan_path import decode_path, timeline_beside
from stc.files.store.place import ProtectedPath
from stc.output.edition import Edition, list_messages
from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.formats.cells import format_filter
from stc.text.nearest import quote

PACKAGE = "datapackage"
MARKER = "stc-package.json"
STDOUT = "-"


class Destination(NamedTuple):
    """Where an export goes.

    Attributes:
        out: The path as it was given; None or `-` for standard output.
        force: Replace what stc did not make.
        protected: What is never replaced.
    """

    out: str | None
    force: bool
    protected: tuple[ProtectedPath, ...] = ()

    @property
    def is_stdout(self) -> bool:
        """Whether it is printed."""
        return self.out is None or self.out == STDOUT

    @property
    def path(self) -> str:
        """The path as bytes of a file system have it, in any locale."""
        return decode_path(self.out or "")


def list_protected(plans: Iterable[Path]) -> tuple[ProtectedPath, ...]:
    """Return the files no export is written over: these plans and their timelines."""
    return tuple(
        protected
        for plan in dict.fromkeys(plans)
        for protected in (("the plan", plan), ("the timeline", timeline_beside(plan)))
    )


def write_export(
    name: str,
    edition: Edition,
    options: ExportOptions,
    destination: Destination,
    *,
    ask: Callable[[str], bool],
    say: Callable[[str], None],
) -> tuple[str, ...]:
    """Write an export that is one file, and return what is said of it.

    Args:
        name: A key of `EXPORTS`.
        edition: What is exported.
        options: How.
        destination: The file.
        ask: Ask a person for a yes.
        say: Tell a person at once.

    Raises:
        CannotGoOn: It cannot be written, or what is there may not be replaced.
    """
    from stc.files.store.file import OverwritePolicy, write_file

    data = render_export(name, edition, options)
    shown = quote(destination.path, 200)

    def permit() -> bool:
        return destination.force or ask(f"{shown} exists, and stc did not make it. Replace it?")

    policy = OverwritePolicy(EXPORTS[name].is_ours, permit, destination.protected)
    written = write_file(destination.path, data, policy, say=say)
    return tuple(describe_written(name, edition, destination.path, written))


def write_package(
    edition: Edition, base_url: str | None, destination: Destination, here: Path
) -> tuple[str, ...]:
    """Write the folder of a data package, and return what is said of it.

    Args:
        edition: What is exported.
        base_url: Where it will be published.
        destination: The folder.
        here: The folder one is in, which is never replaced.

    Raises:
        CannotGoOn: It cannot be written, or what is there may not be replaced.
    """
    from stc.files.store.folder import write_folder
    from stc.output.formats.datapackage.package import build_package

    files = build_package(edition, base_url)
    protected = (("the folder you are in", here), *destination.protected)
    write_folder(Path(destination.path), files, MARKER, destination.force, protected)
    return tuple(describe_written(PACKAGE, edition, destination.path, "created"))


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
    what = f"{describe_chosen(edition)} As of {context.as_of}, {revision}."
    if written == "same":
        yield f"{shown} holds exactly this already and was left alone: {what}"
    else:
        yield f"Written to {shown}: {what}"
    narrowed = format_filter(context.filter)
    left = len(edition.plan.steps) - len(edition.steps)
    if narrowed:
        number = edition.plan.vocabulary.count_parts(left, "step")
        yield f"Left out by the filter ({narrowed}): {number}."
    if name == "ics":
        from stc.output.formats.ics.words import describe_left_out

        yield from describe_left_out(edition)
    yield from list_messages(edition)


def describe_chosen(edition: Edition) -> str:
    """Return a sentence on how many of the plan's steps are in an edition."""
    words = edition.plan.vocabulary
    whole = words.count_parts(len(edition.plan.steps), "step")
    if not edition.steps:
        return f"{words.say('No step matches')}; 0 of {whole}."
    return f"{len(edition.steps):,} of {whole}."

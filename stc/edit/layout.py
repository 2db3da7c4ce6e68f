"""Files in the canonical layout, proved to say the same: all of them or none."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from stc.edit.listing import find_plan_of, list_steps
from stc.errors import CannotGoOn, FileRefused, StcError
from stc.files.store.read import read_bytes
from stc.files.store.replace import make_last, open_for_edit
from stc.findings import has_errors, sort_findings
from stc.plan.model import Plan
from stc.text.plural import count_noun
from stc.yaml.document import Document
from stc.yaml.lines import read_lines
from stc.yaml.scan import take_out


def format_file(data: bytes, path: str) -> bytes:
    """Return the bytes of a plan or timeline in the canonical layout; see `format_document`."""
    from stc.files.layout import is_canonical

    plain = read_lines(data)
    if plain is not None and is_canonical(data.decode(), plain.data):
        return data
    from stc.yaml.reader import read_document

    return format_document(read_document(data, path))


def format_document(document: Document) -> bytes:
    """Return the bytes of the plan or timeline in the canonical layout, without a byte order mark.

    Its data and its comments are those of the document: where its bytes are others, they are read
    again and compared.

    Raises:
        FileRefused: The document has errors, so that it is not certain what it says.
        CannotGoOn: The text cannot be laid out exactly.
    """
    from stc.files.layout import lay_out_file

    if document.root is None or has_errors(document.findings):
        raise FileRefused(
            f"{document.path} has errors, so no file was formatted.",
            document.findings,
            "Fix the errors above first.",
        )
    data = lay_out_file(document).encode()
    if data == document.data:
        return data
    from stc.yaml.layout import is_same
    from stc.yaml.reader import read_document

    again = read_document(data, document.path)
    if has_errors(again.findings) or not is_same(document, again):
        raise CannotGoOn(
            f"Formatting {document.path} would have changed what it says; nothing was written.",
            "Please report this with the file.",
        )
    return data


class FormattedFile(NamedTuple):
    """A file as it is, and as the canonical layout has it.

    Attributes:
        shown: How its path is shown.
        removed: What invisible characters are taken out of it, and where.
        listed: How many steps of its department are added, where it holds updates.
        plan: The plan beside it, where it holds updates.
    """

    path: Path
    shown: str
    before: bytes
    after: bytes
    removed: tuple[str, ...] = ()
    listed: int = 0
    plan: Plan | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the layout is another one."""
        return self.before != self.after

    def describe(self, *, written: bool) -> tuple[str, ...]:
        """Return what became of the file, and each invisible character that it loses."""
        state = "formatted" if written else "to be formatted; stc fmt does it"
        state = state if self.is_changed else "in the canonical layout"
        verb = "was taken out" if written else "is to be taken out"
        lines = [f"{self.shown}: {state}.", *(f"{character} {verb}." for character in self.removed)]
        if self.listed:
            steps = count_noun(self.listed, "step")
            verb = "" if written else " to be"
            lines.append(f"{self.shown}: {steps} of the department{verb} listed.")
        return tuple(lines)


def format_files(
    paths: Iterable[Path], show: Callable[[Path], str], plan: Path | None = None
) -> tuple[FormattedFile, ...]:
    """Return the files formatted; nothing is written.

    Args:
        paths: The plans, timelines and updates.
        show: Return how a path is shown.
        plan: The plan that updates are beside, if it is known.

    Raises:
        FileRefused: Some cannot be read, with the findings of all of them.
    """
    formatted: list[FormattedFile] = []
    refusals: list[FileRefused] = []
    for path in paths:
        data, shown = read_bytes(path), show(path)
        try:
            beside = find_plan_of(path, plan)
            formatted.append(
                FormattedFile(path, shown, data, *_format(data, shown, beside), beside)
            )
        except FileRefused as refusal:
            refusals.append(refusal)
    if refusals:
        findings = sort_findings(finding for refusal in refusals for finding in refusal.findings)
        raise FileRefused(refusals[0].message, findings, refusals[0].hint)
    return tuple(formatted)


def rewrite_files(formatted: Iterable[FormattedFile], say: Callable[[str], None]) -> None:
    """Write one file after the other; where one fails, what was written before is said.

    Raises:
        CannotGoOn: A file cannot be written.
    """
    written: list[FormattedFile] = []
    try:
        for file in formatted:
            if file.is_changed:
                with open_for_edit(file.path, say=say) as held:
                    held.replace(_format(held.data, file.shown, file.plan)[0])
                written.append(file)
            else:
                make_last(file.path)
    except StcError:
        for line in (line for file in written for line in file.describe(written=True)):
            say(line)
        raise


def _format(data: bytes, shown: str, plan: Plan | None) -> tuple[bytes, tuple[str, ...], int]:
    mended, removed = take_out(data, shown)
    complete, listed = list_steps(mended, shown, plan) if plan else (mended, 0)
    return format_file(complete, shown), removed, listed

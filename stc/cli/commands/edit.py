"""`stc edit`."""

import hashlib
import os
import shlex
from pathlib import Path
from typing import Annotated, NamedTuple

from stc.cli.completion import complete_step
from stc.cli.console import Outcome
from stc.cli.context import now, resolve_plan_path, show_path
from stc.cli.editor import find_editor, run_editor
from stc.cli.parameters import Argument, Option
from stc.cli.restructuring import restructure_plan
from stc.edit.step_text import (
    StepText,
    find_in_draft,
    find_step_text,
    read_draft,
    replace_step,
    write_draft,
)
from stc.edit.structure import PlanFile, Restructured
from stc.errors import CannotGoOn, FileRefused, StcError, UsageProblem
from stc.files.store.draft import drop_text, keep_text, open_private_folder, read_kept
from stc.files.store.read import read_bytes
from stc.plan.resolve import resolve_steps
from stc.rules.load_checked import load_checked_plan
from stc.yaml.values import to_data


def run(
    step_id: Annotated[
        str, Argument(metavar="ID", help="The id of the step.", complete=complete_step)
    ],
    goes_on: Annotated[
        bool, Option("--continue", help="Go on with the text that was refused and kept.")
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show the change without writing it.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Edit one step in your editor: the lines of that step alone, in a file of their own.

    The editor is VISUAL, else EDITOR, else vi. When it closes, the text is checked. Only what
    passes is written, and only to that step. What is refused is kept, and --continue opens it
    again. An empty or unchanged file changes nothing.

    Example: stc edit COM-03
    """
    path = resolve_plan_path(file)
    text = _open(path, step_id).text
    place = _find_place(path, text.step.id)
    kept = read_kept(place)
    if goes_on and kept is None:
        raise UsageProblem(f"No text of {text.step.id} is kept.", f"stc edit {text.step.id}")
    if not goes_on and kept is not None and _is_at_work(kept, place, text):
        raise CannotGoOn(f"A text of {text.step.id} is kept in {place}.", _say_how(text, place))
    editor, before = find_editor(), text.lines
    remarks: tuple[str, ...] = ()
    if goes_on and kept is not None:
        draft = read_draft(kept, str(place))
        before = draft.texts
        if draft.version != text.version:
            changed = f"{text.step.id} changed in the plan meanwhile. It is now:"
            remarks = (changed, *(f"  {line}" for line in text.lines))
    keep_text(place, write_draft(text, before, remarks))
    try:
        outcome = _edit(editor, place, text, file, dry_run)
    except StcError as problem:
        if _is_changed(place, text):
            problem.hint = f"{problem.hint} {_say_kept(text, place)}".strip()
        else:
            drop_text(place)
        raise
    if dry_run and _is_changed(place, text):
        kept_line = _say_kept(text, place)
        return outcome._replace(messages=(*outcome.messages, kept_line))
    drop_text(place)
    return outcome


class _Opened(NamedTuple):
    """A plan, and one step of it as text."""

    file: PlanFile
    text: StepText


def _open(path: Path, step_id: str) -> _Opened:
    plan, document, today = load_checked_plan(read_bytes(path), show_path(path), now())
    (step,) = resolve_steps(plan, [step_id])
    file = PlanFile(plan, document, to_data(document.root), today)
    return _Opened(file, find_step_text(file, step))


def _find_place(path: Path, step_id: str) -> Path:
    """Return the file in which a step is edited: one for each step of each plan."""
    import tempfile

    folder = open_private_folder(Path(tempfile.gettempdir(), f"stc-{os.getuid()}"))
    which = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
    return folder / f"{step_id}-{which}.yaml"


def _is_at_work(kept: bytes, place: Path, text: StepText) -> bool:
    """Return whether a text that is kept may be somebody's work."""
    draft = read_draft(kept, str(place))
    if draft.is_empty:
        return False
    same = "\n".join(draft.texts)
    return hashlib.sha256(same.encode()).hexdigest()[:16] not in (draft.version, text.version)


def _is_changed(place: Path, text: StepText) -> bool:
    """Return whether a file has other lines than the step has in the plan."""
    try:
        data = read_kept(place)
        draft = read_draft(data or b"", str(place))
    except StcError:
        return True
    return not draft.is_empty and draft.texts != text.lines


def _say_how(text: StepText, place: Path) -> str:
    return (
        f"Go on with stc edit {text.step.id} --continue, or remove it: rm {shlex.quote(str(place))}"
    )


def _say_kept(text: StepText, place: Path) -> str:
    return f"Your text is kept in {place}: go on with stc edit {text.step.id} --continue."


def _edit(
    editor: list[str], place: Path, text: StepText, file: str | None, dry_run: bool
) -> Outcome:
    """Let a person edit the text, and return what became of it."""
    run_editor(editor, place)
    draft = read_draft(read_kept(place) or b"", str(place))._replace(version=text.version)
    if draft.is_empty:
        return _say_nothing(text, "the text is empty")
    if draft.texts == text.lines:
        return _say_nothing(text, "the text is unchanged")
    found: list[_Opened] = []

    def decide(opened: PlanFile) -> Restructured:
        step = opened.plan.find_step(text.step.id)
        if step is None:
            raise CannotGoOn(f"{text.step.id} left the plan meanwhile; nothing was written.")
        found.append(_Opened(opened, find_step_text(opened, step)))
        return replace_step(*found[0], draft)

    try:
        return restructure_plan(file, decide, dry_run=dry_run)
    except FileRefused as refused:
        if found:
            refused.findings = find_in_draft(refused.findings, *found[0], draft)
        raise


def _say_nothing(text: StepText, why: str) -> Outcome:
    return Outcome("", messages=(f"{text.step.id}: {why}, so nothing was written.",))

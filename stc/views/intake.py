"""The answer to a report by the form: what it changes, or what is wrong with it."""

from collections.abc import Iterable, Mapping

from stc.edit.report import Problem
from stc.intake.questions import LABELS
from stc.plan.model import Step
from stc.views.view import Block, Details, Sentences, View

SCHEMA = "stc/intake/1"
_REVIEW = "The owner of the plan reviews the change before it counts."
_NO_CHANGE = "Nothing was changed: the plan and its updates say this already."
_CORRECT = (
    "Nothing was changed. Edit the text of the issue and correct it: the report is then read again."
)


def view_change(
    step: Step, given: Mapping[str, str], lines: Iterable[str], *, is_changed: bool
) -> View:
    """Return what a report changes.

    Args:
        step: The step as it was.
        given: The answers, by the ids of their questions.
        lines: Sentences on what changes.
        is_changed: The plan or its updates change.
    """
    answered = tuple(
        (label, tuple(filter(None, given[name].split("\n"))))
        for name, label in LABELS.items()
        if name in given
    )
    blocks = (
        Sentences(tuple(lines)),
        Details("What was reported", answered),
        Sentences((_REVIEW if is_changed else _NO_CHANGE,)),
    )
    return _make(f"Progress of {step.id}", blocks)


def view_problems(problems: Iterable[Problem]) -> View:
    """Return what is wrong with a report, each problem by its question."""
    lines = tuple(describe_problem(problem) for problem in problems)
    return _make("This report cannot be used yet", (Sentences(lines), Sentences((_CORRECT,))))


def view_stop(message: str) -> View:
    """Return why no report can be recorded now, whatever it says."""
    lines = (message, "Nothing was changed. The owner of the plan has to mend this first.")
    return _make("This report cannot be recorded now", (Sentences(lines),))


def describe_problem(problem: Problem) -> str:
    """Return a problem as a sentence that names its question."""
    label = f"{LABELS.get(problem.field, problem.field)}: "
    return f"{label}{problem.message.removeprefix(label)} {problem.hint}".rstrip()


def _make(title: str, blocks: tuple[Block, ...]) -> View:
    return View(SCHEMA, title, None, blocks, "problems", (), ())

"""The form of GitHub that reports progress, in the words of a plan (GitHub's form schema)."""

from collections.abc import Iterator
from typing import Final

from stc.intake.questions import (
    BY,
    CONFIRM,
    CONFIRMED,
    NO_CHANGE,
    QUESTIONS,
    STATUS,
    STEP,
    Question,
    list_departments,
    list_statuses,
)
from stc.plan.model import Plan
from stc.text.escape import escape_control
from stc.yaml.scalars import format_inline

HEAD: Final = "# Made by stc forms from the words of the plan; run it again to renew this file.\n"
"""The first line, by which the file is known as ours."""

_INTRO: Final = (
    "Report what happened with one step of the plan. An answer that you leave out changes nothing.",
    "Your report is public. It becomes a change that the owner of the plan reviews.",
)


def render_form(plan: Plan) -> str:
    """Return the form; the same plan gives the same text."""
    return HEAD + "".join(f"{line}\n" for line in _list_lines(plan))


def _list_lines(plan: Plan) -> Iterator[str]:
    yield "name: Report progress"
    yield f"description: {_say(plan, 'Say what happened with a step of the plan.')}"
    yield 'title: "Progress"'
    yield "body:"
    yield "  - type: markdown"
    yield "    attributes:"
    yield "      value: |-"
    yield from (f"        {escape_control(plan.vocabulary.say(line))}" for line in _INTRO)
    for question in QUESTIONS:
        options = _list_options(plan, question)
        if options or question.kind in ("input", "textarea"):
            yield from _describe(plan, question, options)


def _list_options(plan: Plan, question: Question) -> tuple[str, ...]:
    if question == STATUS:
        return (NO_CHANGE, *list_statuses(plan))
    if question == BY:
        return tuple(list_departments(plan))
    return (escape_control(plan.vocabulary.say(CONFIRMED)),) if question == CONFIRM else ()


def _describe(plan: Plan, question: Question, options: tuple[str, ...]) -> Iterator[str]:
    yield f"  - type: {question.kind}"
    yield f"    id: {question.id}"
    yield "    attributes:"
    yield f"      label: {format_inline(question.label)}"
    yield f"      description: {_say(plan, question.description)}"
    if question.placeholder:
        yield f"      placeholder: {format_inline(question.placeholder)}"
    if options:
        yield "      options:"
        dash = "- label: " if question.kind == "checkboxes" else "- "
        yield from (f"        {dash}{format_inline(option)}" for option in options)
    if question == STATUS:
        yield "      default: 0"
    if question in (STEP, STATUS):
        yield "    validations:"
        yield "      required: true"


def _say(plan: Plan, text: str) -> str:
    return format_inline(escape_control(plan.vocabulary.say(text)))

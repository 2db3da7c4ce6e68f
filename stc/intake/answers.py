"""The answers in the text of an issue, where GitHub writes each below its question (Markdown)."""

import re
from typing import Final, NamedTuple

from stc.edit.report import Problem
from stc.intake.questions import (
    BY,
    CONFIRM,
    NO_CHANGE,
    NO_RESPONSE,
    QUESTIONS,
    STATUS,
    STEP,
    Question,
    list_departments,
    list_statuses,
)
from stc.plan.model import Plan
from stc.plan.value_types import LONGEST_TEXT
from stc.text.escape import show_character
from stc.text.invisible import UNWANTED, is_text

LONGEST: Final = 65_536
"""How many characters the text of an issue may have at GitHub."""
_HEADINGS: Final = {question.heading: question for question in QUESTIONS}
_TICKED: Final = re.compile(r"^- \[[xX]\] ", re.MULTILINE)
_LINK: Final = re.compile(r"!?\[[^\[\]]*\]\(([^\s()]+)\)|<([^\s<>]+)>")
_ONE_LINE: Final = frozenset(("update", "reason"))
"""What is one text, however its lines were broken."""
_HALF: Final = re.compile("[\ud800-\udfff]")


class Answers(NamedTuple):
    """What was answered.

    Attributes:
        given: The text of each answer, by the id of its question; not those left out.
        problems: What cannot be read.
    """

    given: dict[str, str]
    problems: tuple[Problem, ...] = ()


def is_report(body: str) -> bool:
    """Return whether the text of an issue is that of the form: it asks for the step."""
    return STEP.heading in _list_lines(body)


def read_answers(body: str, plan: Plan) -> Answers:
    """Return the answers in the text of an issue.

    A drop-down is answered by the name or id that its option stands for. A heading that stands
    twice is a problem: it may be a line of an answer.
    """
    if len(body) > LONGEST:
        message = f"The text has {len(body):,} characters; at most {LONGEST:,} are read."
        return Answers({}, (Problem(STEP.id, message, "Shorten it."),))
    given: dict[str, str] = {}
    problems: list[Problem] = []
    for question, texts in _split(body).items():
        text = _strip(question, texts[0])
        problem = _find_problem(text, len(texts))
        if problem:
            problems.append(Problem(question.id, *problem))
        elif text:
            given[question.id] = text
    if STEP.id not in given and not any(problem.field == STEP.id for problem in problems):
        problems.append(Problem(STEP.id, "It is empty.", "Write the id of the step."))
    return Answers(_resolve(given, plan), tuple(problems))


def _list_lines(body: str) -> list[str]:
    return [line.rstrip() for line in body.split("\n")]


def _split(body: str) -> dict[Question, list[str]]:
    """Return the texts below each heading that is a question."""
    parts: dict[Question, list[str]] = {}
    for line in _list_lines(body):
        if line in _HEADINGS:
            current = parts.setdefault(_HEADINGS[line], [])
            current.append("")
        elif parts:
            current[-1] += f"{line}\n"
    return parts


def _strip(question: Question, text: str) -> str:
    """Return an answer without space around it; empty where there is none."""
    text = text.replace("\t", " ").strip()
    # GitHub has written both for a choice that was not made.
    none = (NO_RESPONSE, "None") if question.kind == "dropdown" else (NO_RESPONSE,)
    return "" if text in none else text


def _find_problem(text: str, times: int) -> tuple[str, str] | None:
    if times > 1:
        return (
            f"The heading of this question appears {times:,} times.",
            "Take it out of your answers: no line of them may be that heading.",
        )
    if len(text) > LONGEST_TEXT:
        return (
            f"The answer has {len(text):,} characters; at most {LONGEST_TEXT:,} are allowed.",
            "Shorten it.",
        )
    for found in UNWANTED.finditer(text):
        if not is_text(text, found.start()):
            shown = show_character(text, found.start())
            return (f"The answer has the invisible character {shown}.", "Write it without.")
    if _HALF.search(text):
        return ("The answer has half of a character.", "Write it without.")
    return None


def _resolve(given: dict[str, str], plan: Plan) -> dict[str, str]:
    """Return the answers as a report has them: what an option stands for, the address of a link."""
    found = dict(given)
    status = found.pop(STATUS.id, NO_CHANGE)
    if status.casefold() != NO_CHANGE.casefold():
        found[STATUS.id] = list_statuses(plan).get(status, status)
    if BY.id in found:
        found[BY.id] = list_departments(plan).get(found[BY.id], found[BY.id])
    if CONFIRM.id in found and _TICKED.search(found.pop(CONFIRM.id)):
        found[CONFIRM.id] = "yes"
    for name in _ONE_LINE & found.keys():
        found[name] = " ".join(found[name].split())
    if "evidence" in found:
        found["evidence"] = "\n".join(map(_read_link, found["evidence"].split("\n")))
    return found


def _read_link(line: str) -> str:
    """Return the address where a line is nothing but a link, as of a file that was attached."""
    plain = re.sub(r"^[-*] ", "", line.strip())
    link = _LINK.fullmatch(plain)
    return (link[1] or link[2]) if link else plain

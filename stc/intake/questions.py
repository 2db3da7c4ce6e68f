"""The questions of the form that reports progress, in their order, and the answers they offer.

The form, the reader of its answers and the links that fill it in go by this list.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from stc.plan.model import Plan
from stc.plan.vocabulary import UNKNOWN
from stc.text.addresses import quote_part
from stc.text.escape import escape_control

QuestionKind = Literal["input", "textarea", "dropdown", "checkboxes"]
FORM: Final = "report-progress.yml"
"""The name of the form, in the folder where GitHub looks for forms."""
NO_CHANGE: Final = "No change"
NO_RESPONSE: Final = "_No response_"
"""What GitHub writes for a question that nobody answered."""

_LONGEST_OPTION: Final = 200
# GitHub refuses a form with the option "None", which stands for no choice.
_RESERVED: Final = frozenset((NO_CHANGE.casefold(), NO_RESPONSE.casefold(), "none"))


class Question(NamedTuple):
    """A question of the form.

    Attributes:
        id: What it is called in links, and the field of a report that it fills.
        label: The question; the heading above the answer.
        description: What to write.
        placeholder: An example.
    """

    id: str
    label: str
    kind: QuestionKind
    description: str
    placeholder: str = ""

    @property
    def heading(self) -> str:
        """The line that GitHub writes above the answer."""
        return f"### {self.label}"


# No label has a word that a plan may replace, so that an older issue is still read.
STEP: Final = Question(
    "step", "Id in the plan", "input", "The id of the step, as its page shows it."
)
STATUS: Final = Question("status", "Status", "dropdown", "The status of the step now.")
BY: Final = Question(
    "by",
    "Who reports",
    "dropdown",
    "One of the departments of the step. Its lead, or its only department, if nothing is chosen.",
)
CONFIRM: Final = Question(
    "confirm", "Confirmation", "checkboxes", "For a step of which there is nothing new."
)
CONFIRMED: Final = "What the plan says of this step is still true."
"""The box of the last question."""

QUESTIONS: Final = (
    STEP,
    STATUS,
    Question(
        "update",
        "What happened",
        "textarea",
        "What was done since the last report, in a few sentences for the public.",
    ),
    BY,
    Question(
        "completed", "Completed on", "input", "The day, if the step is complete.", "2026-11-20"
    ),
    Question(
        "evidence",
        "Evidence",
        "textarea",
        "Addresses or names of documents that show it, each on its own line.",
        "https://www.example.org/minutes",
    ),
    Question("deadline", "New deadline", "input", "The day, if the deadline moves.", "2027-03-31"),
    Question(
        "reason",
        "Reason",
        "textarea",
        "Why the deadline moves, or why the step goes back, ends or is taken up again.",
    ),
    CONFIRM,
)

LABELS: Final = {question.id: question.label for question in QUESTIONS}
"""What each question is called, by its id."""


def link_form(repository: str, step_id: str) -> str:
    """Return the link to the form with the id of a step filled in; GitHub fills in by the query."""
    answers = {"template": FORM, "title": f"Progress of {step_id}", STEP.id: step_id}
    query = "&".join(f"{name}={quote_part(text)}" for name, text in answers.items())
    return f"{repository}/issues/new?{query}"


def list_statuses(plan: Plan) -> dict[str, str]:
    """Return the names of the statuses that can be reported, by the option that stands for each."""
    statuses = [status for status in plan.vocabulary.statuses if status != UNKNOWN]
    return _offer({status.name: (status.name, status.kind.word) for status in statuses})


def list_departments(plan: Plan) -> dict[str, str]:
    """Return the ids of the departments, by the option that stands for each."""
    return _offer(
        {department.id: (department.name, department.id) for department in plan.departments}
    )


def _offer(values: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return values by their options: lines that differ, and none that means something else.

    Args:
        values: The name of each value, and what sets it apart where that is needed.
    """
    offered: dict[str, str] = {}
    taken = {*_RESERVED, *(question.heading.casefold() for question in QUESTIONS)}
    for value, (name, mark) in values.items():
        line = " ".join(escape_control(name).split())[:_LONGEST_OPTION]
        option = line
        while not option or option.casefold() in taken:
            option = f"{option} ({mark})".strip()
        taken.add(option.casefold())
        offered[option] = value
    return offered

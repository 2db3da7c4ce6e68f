"""Make valid plans of any size: the same bytes for the same number of steps, seed and layout.

Lengths, statuses, departments and deadlines are distributed as in the published plan. The texts
read as prose does: beginnings and endings recur, and there are commas, curly quotes, dashes and
words of other scripts. What is asked of a plan here is answered from what it was made of, never
by reading it with stc.

    python3 bench/make_plan.py --steps 10000 --layout quoted > plan.yaml
"""

import argparse
import calendar
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import isqrt
from random import Random
from typing import Any, NamedTuple, TypeVar

AS_OF = date(2025, 1, 24)
"""The day that deadlines lie around."""
DEPARTMENT = "911"
"""The department that is asked about."""
OPEN = ("Not started", "Planning", "In progress")

Value = TypeVar("Value")
Block = dict[str, Any]

STATUSES = (
    ("Not started", 41),
    ("In progress", 36),
    ("Planning", 28),
    ("Complete", 18),
    ("Ongoing", 9),
    ("Excluded", 5),
    ("Unknown", 1),
)
DEPARTMENTS: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("311", "311", (), 6),
    ("911", "911", ("MECC",), 19),
    ("budget", "Budget", (), 4),
    ("city-attorney", "City Attorney's Office", (), 9),
    ("city-auditor", "City Auditor", (), 1),
    ("city-clerk", "City Clerk", (), 1),
    ("comms-ocs", "Communications - OCS", ("Communications – OCS",), 5),
    ("comms-ops", "Communications - OPS", ("Communications – OPS",), 7),
    ("cped", "CPED", (), 1),
    (
        "design-implementation",
        "Design and Implementation Team",
        ("Design and Implementation", "DIT"),
        89,
    ),
    ("external-partner", "External partner", (), 6),
    ("finance-property", "Financial & Property Services", (), 19),
    ("health", "Health", (), 3),
    ("human-resources", "Human Resources", ("HR",), 13),
    ("igr", "IGR", (), 2),
    ("it", "IT", (), 21),
    ("mayor", "Mayor's office", (), 6),
    ("mpd", "MPD", ("Police Department",), 7),
    ("ncr", "NCR", (), 7),
    ("neighborhood-safety", "Neighborhood Safety", ("Department of Neighborhood Safety",), 20),
    ("ocs", "Office of Community Safety", ("Community Safety Office",), 45),
    ("ops", "Office of Public Service", (), 28),
    ("pmi", "PMI", (), 21),
    ("regulatory-services", "Regulatory Services", (), 2),
)
DEPARTMENTS_OF_A_STEP = ((1, 27), (2, 34), (3, 51), (4, 19), (5, 2), (8, 1))
STEPS_OF_A_GOAL = ((1, 19), (2, 13), (3, 12), (4, 4), (5, 1), (6, 1), (7, 2), (8, 2))
MONTHS_FROM_AS_OF = (
    (-14, 2), (-12, 1), (-11, 2), (-10, 2), (-8, 1), (-7, 3), (-6, 3), (-4, 2), (-3, 3), (-2, 4),
    (-1, 17), (0, 3), (2, 3), (3, 1), (4, 1), (5, 2), (7, 26), (9, 1), (11, 2), (20, 14), (24, 6),
    (26, 2), (32, 20),
)  # fmt: skip
WORDS_OF_AN_ACTION = (
    (5, 4), (9, 16), (11, 9), (12, 10), (14, 7), (16, 15), (17, 6), (18, 5), (19, 7), (20, 6),
    (21, 6), (23, 7), (24, 3), (25, 3), (26, 4), (28, 4), (30, 6), (33, 3), (35, 9), (38, 5),
    (42, 3), (45, 2), (54, 1), (65, 2), (70, 1), (106, 1), (125, 1),
)  # fmt: skip
WORDS_OF_A_TITLE = ((2, 6), (3, 8), (4, 9), (5, 8), (6, 3), (7, 4), (8, 7), (9, 3), (12, 5))
SECTIONS = ("GOV", "POL", "HCC", "PRE", "RSP", "COM", "RST")
FIRST = "GOV-01"
"""The first step, which the department that is asked about always shares."""

VERBS = """Analyze Build Clarify Conduct Coordinate Create Define Design Develop Engage Ensure
Establish Evaluate Expand Explore Hire Identify Implement Improve Increase Integrate Invest Launch
Maintain Pilot Post Prepare Provide Publish Recruit Review Revisit Share Standardize Strengthen
Support Train Update""".split()  # noqa: SIM905 (words are read as words)
WORDS = """access accountability across additional agreement alternative analysis and annual areas
assessment at attract awareness background based basis behavioral best better budget build building
call calls camera capacity career case center changes city clear collaboration collaborative
communication communities community complaint conditions conduct consistent contract coordination
council county crisis criteria current dashboard data decision dedicated department departments
design development different dispatch diversion effective emergency employee employees engagement
equity evaluation evidence existing expanded experience facilities families feedback field first
focus for from funding goals governance governing group guidelines health help hiring housing
identify implementation improvement in incident independent individuals information initiatives
innovation integrated internal intervention investigation job joint knowledge language leaders
leadership learning lessons level lived local long-term management measures members mental model
multidisciplinary needs neighborhood new of office ongoing online operations opportunities options
organization organizations other outcomes outreach overall oversight parking partners performance
personnel pilot plan planning police policies positions practice practices prevention priorities
procedures process processes program programs progress projects protocols providers public
published quality quarterly recommendations recruitment regarding regular relationship reporting
research residents resources response restorative retention review rights risk role roles safety
scope secondary sector services shared skills social space staff staffing standards state statistics
strategic strategies strategy structure support survey system systems team teams technology the
through timely to tools traffic training transparency trauma trust unit update use victims vision
violence volunteer wellness with within work workforce youth""".split()  # noqa: SIM905

BEGINNINGS = """\
By the end of the first year,
In partnership with residents, neighborhood groups and other partners,
Together with the Office of Community Safety,
As the settlement agreement requires,
With the help of an independent evaluator — once one is under contract —
Building on what residents said in the listening sessions,
So that every call gets the right response,
Where this is not yet done,
""".splitlines()
ENDINGS = """\
and report on progress to the City Council every quarter
in line with the City’s “Safe & Thriving Communities” report
and publish the results, in plain language, on the City’s website
with yearly goals, clear roles and a budget of its own
so that trust grows – and stays
including people who speak Español, Soomaali, Hmoob, 中文, العربية or Tiếng Việt
and decide by then what comes next: go on, change or stop
for residents, visitors and staff alike
""".splitlines()
PHRASES = """a “no wrong door” approach|2025–2027|the Mayor’s|residents’|
community-led, trauma-informed|(if funded)|café hours|“meet-ups”|
day-to-day|people’s|Peñalolén|Ζωή|Надія|職員|bikes 🚲|10%|
the City’s|well-being|state, county and city|and/or""".replace("\n", "").split("|")
PROSE = frozenset(("action", "items", "note", "reason", "title"))
NAMES = frozenset(("departments", "aliases", "fields"))
"""The lists of short names, which stand in brackets where they fit."""
NUMBERS = frozenset(("page", "schema_version"))
APART = frozenset(("sections", "goals", "steps"))
"""The lists whose entries have an empty line between them."""

_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_VOWELS, _CONSONANTS = "AEIOU", "BCDFGHJKLMNPQRSTVWXZ"
_REVIEW_NOTE = "The printed row is split by a page break, and what belongs to it cannot be told."


class Made(NamedTuple):
    """A plan that was made.

    Attributes:
        data: The plan as nested data, as any reader of the file should find it.
        as_of: The day its deadlines lie around.
    """

    data: Block
    as_of: date

    @property
    def steps(self) -> list[Block]:
        """The steps in the order of the file."""
        return list(_steps_of(self.data["sections"]))


class Dice:
    """Draw by `random.random()` alone: of it Python promises the same numbers in every version."""

    def __init__(self, seed: str) -> None:
        self._build = Random(seed).random

    def happens(self, share: float) -> bool:
        """Return yes so often."""
        return self._build() < share

    def number(self, least: int, most: int) -> int:
        """Return a whole number from the least to the most."""
        return least + int(self._build() * (most - least + 1))

    def pick(self, values: Sequence[Value]) -> Value:
        """Return one of the values."""
        return values[int(self._build() * len(values))]

    def weigh(self, values: Sequence[tuple[Value, int]]) -> Value:
        """Return one of the values, each as often as its weight says."""
        left = self._build() * sum(weight for _, weight in values)
        for value, weight in values:
            left -= weight
            if left < 0:
                return value
        return values[-1][0]


def make_plan(steps: int, seed: int = 1, as_of: date = AS_OF) -> Made:
    """Return a sound plan of this many steps."""
    dice = Dice(f"{steps} {seed}")
    sections = list(_make_sections(dice, steps, as_of))
    used = {one for step in _steps_of(sections) for one in step["departments"]}
    began = _add_months(as_of, -30)
    return Made(
        {
            "schema_version": "1",
            "title": "Safe & Thriving Communities Implementation Plan",
            "phase": "Phase One",
            "began": f"{began:%Y-%m}",
            "timezone": "America/Chicago",
            "departments": [
                {"id": one, "name": name, **({"aliases": list(aliases)} if aliases else {})}
                for one, name, aliases, _ in DEPARTMENTS
                if one in used
            ],
            "sections": sections,
        },
        as_of,
    )


def _steps_of(sections: list[Block]) -> Iterator[Block]:
    for section in sections:
        for goal in section["goals"]:
            yield from goal["steps"]


def _make_sections(dice: Dice, steps: int, as_of: date) -> Iterator[Block]:
    """Return sections until all steps are in one; they grow in number and in size."""
    mean, made = max(20, isqrt(steps)), 0
    names = _name_sections()
    while made < steps:
        size = min(max(3, mean * dice.number(30, 170) // 100), steps - made)
        name = next(names)
        first = dice.pick(WORDS).capitalize()
        ids = [f"{name}-{number:02}" for number in range(1, size + 1)]
        pages = [1 + (made + number) * min(steps, 9000) // (9 * steps) for number in range(size)]
        blocks = [_make_step(dice, *one, as_of) for one in zip(ids, pages, strict=True)]
        yield {
            "id": name,
            "title": f"{first} & {dice.pick(WORDS).capitalize()}",
            "goals": list(_make_goals(dice, blocks)),
        }
        made += size


def _name_sections() -> Iterator[str]:
    yield from SECTIONS
    for letters in product(_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS):
        if "".join(letters[:3]) not in SECTIONS:
            yield "".join(letters)


def _make_goals(dice: Dice, steps: list[Block]) -> Iterator[Block]:
    while steps:
        number = dice.weigh(STEPS_OF_A_GOAL)
        title = _write_words(dice, dice.weigh(WORDS_OF_A_TITLE))
        yield {"title": title, "steps": steps[:number]}
        steps = steps[number:]


def _make_step(dice: Dice, step_id: str, page: int, as_of: date) -> Block:
    """Return a step, its fields in the order of the file."""
    status = dice.weigh(STATUSES)
    deadline = _pick_deadline(dice, status, as_of)
    departments = _resolve_departments(dice, asked=step_id == FIRST)
    step: Block = {"id": step_id, "status": status}
    if status == "Complete" and dice.happens(0.8):
        day = min(deadline or as_of, as_of) - timedelta(days=dice.number(0, 40))
        step["completed"] = day.isoformat()
        step["evidence"] = [f"https://city.example/minutes/{step_id.lower()}"]
    if status == "Excluded" and dice.happens(0.8):
        step["reason"] = _write_sentence(dice, 9)
    if dice.happens(0.02):
        step["note"] = _write_sentence(dice, 12)
    step["action"] = _write_action(dice)
    if dice.happens(0.015):
        step["items"] = [_write_sentence(dice, dice.number(2, 14)) for _ in range(6)]
    if dice.happens(0.1):
        step["lead"] = departments[0]
    step["departments"] = departments
    if deadline is not None:
        step["deadline"] = deadline.isoformat()
        if dice.happens(0.06):
            step["revisions"] = _make_revisions(dice, deadline, as_of)
    step["page"] = str(page)
    if status == "Unknown" or dice.happens(0.14):
        step["needs_review"] = {"fields": ["status", "deadline"], "note": _REVIEW_NOTE}
    return step


def _pick_deadline(dice: Dice, status: str, as_of: date) -> date | None:
    rarely = {"Excluded": 0.1, "Unknown": 0.1, "Ongoing": 0.45, "Complete": 0.83}
    if not dice.happens(rarely.get(status, 0.98)):
        return None
    month = _add_months(as_of, dice.weigh(MONTHS_FROM_AS_OF))
    last = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=dice.weigh(((last, 8), (1, 3), (15, 1))))


def _resolve_departments(dice: Dice, *, asked: bool) -> list[str]:
    weights = [(one, weight) for one, _, _, weight in DEPARTMENTS]
    wanted, chosen = dice.weigh(DEPARTMENTS_OF_A_STEP), {DEPARTMENT} if asked else set()
    while len(chosen) < wanted:
        chosen.add(dice.weigh(weights))
    return sorted(chosen)


def _make_revisions(dice: Dice, deadline: date, as_of: date) -> list[Block]:
    """Return one or two moves that end at the deadline, decided before the as-of day."""
    moves: list[Block] = []
    to, on = deadline, as_of
    for _ in range(dice.weigh(((1, 4), (2, 1)))):
        from_ = to - timedelta(days=30 * dice.number(2, 6))
        on = min(from_, on) - timedelta(days=dice.number(1, 40))
        days = {"from": from_, "to": to, "on": on}
        move = {name: day.isoformat() for name, day in days.items()}
        moves.insert(0, {**move, "reason": _write_sentence(dice, 8)})
        to = from_
    return moves


def _add_months(day: date, months: int) -> date:
    """Return the first of the month that lies so many months away."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _write_action(dice: Dice) -> str:
    """Return sentences of up to 35 words, together 30 to 900 characters."""
    left, text = dice.weigh(WORDS_OF_AN_ACTION), ""
    while left > 0 or len(text) < 30:
        words = left if 0 < left <= 35 else dice.number(15, 28)
        sentence = _write_sentence(dice, words)
        if len(text) + len(sentence) > 899:
            break
        text = f"{text} {sentence}".lstrip()
        left -= words
    return text


def _write_sentence(dice: Dice, words: int) -> str:
    beginning = f"{dice.pick(BEGINNINGS)} " if words > 15 and dice.happens(0.4) else ""
    ending = f" {dice.pick(ENDINGS)}" if words > 15 and dice.happens(0.4) else ""
    left = max(2, words - len(f"{beginning}{ending}".split()))
    middle = _write_words(dice, left)
    if beginning:
        middle = middle[0].lower() + middle[1:]
    return f"{beginning}{middle}{ending}."


def _write_words(dice: Dice, words: int) -> str:
    rest = [_write_word(dice) + ("," if dice.happens(0.06) else "") for _ in range(words - 2)]
    return " ".join((dice.pick(VERBS), *rest, dice.pick(WORDS)))


def _write_word(dice: Dice) -> str:
    return dice.pick(PHRASES if dice.happens(0.05) else WORDS)


class Layout(NamedTuple):
    """How a plan is written.

    Attributes:
        text: How texts are: `folded`, `plain`, `literal`, or in a pair of `"` or `'`.
        dash: How many spaces stand before the dash of a list, from the column of its key.
        flow: Whether a step stands in braces.
        comments: Whether there are comments in the steps.
        newline: The line break.
    """

    text: str = "folded"
    dash: int = 2
    flow: bool = False
    comments: bool = False
    newline: str = "\n"


LAYOUTS = {
    "canonical": Layout(),
    "commented": Layout(comments=True),
    "plain": Layout("plain"),
    "quoted": Layout('"'),
    "single-quoted": Layout("'"),
    "literal": Layout("literal"),
    "flat": Layout("plain", dash=0),
    "braces": Layout('"', flow=True),
    "crlf": Layout(newline="\r\n"),
}


def format_plan(made: Made, layout: str = "canonical") -> str:
    """Return the text of the plan in a layout."""
    how = LAYOUTS[layout]
    lines = ["# yaml-language-server: $schema=../stc/schema/plan.schema.json"]
    for name, value in made.data.items():
        lines += [""] * isinstance(value, list)
        lines += _format_field(name, value, 0, how)
    return "".join(line + how.newline for line in lines)


def _format_fields(block: Block, indent: int, how: Layout) -> Iterator[str]:
    """Yield the lines of fields that will stand in a column, not yet indented."""
    for name, value in block.items():
        yield from _format_field(name, value, indent, how)


def _format_field(name: str, value: Any, indent: int, how: Layout) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"{name}:"
        yield from ("  " + line for line in _format_fields(value, indent + 2, how))
    elif not isinstance(value, list):
        head, *body = _format_text(name, value, how)
        yield f"{name}: {head}"
        yield from body
    elif name in NAMES and isinstance(value[0], str) and _fits(name, value, indent):
        yield _format_names(name, value)
    else:
        yield f"{name}:"
        for number, entry in enumerate(value):
            if number and name in APART:
                yield ""
            for line in _format_entry(name, number, entry, indent + how.dash, how):
                yield " " * how.dash + line if line else ""


def _format_entry(
    name: str, number: int, entry: str | Block, indent: int, how: Layout
) -> Iterator[str]:
    """Yield the lines of an entry of a list, the first with its dash."""
    if not isinstance(entry, dict):
        lines = iter(_format_text(name, entry, how))
    elif name == "steps" and how.flow:
        lines = iter((_format_flow(entry),))
    else:
        lines = _format_fields(entry, indent + 2, how)
    if name == "steps" and how.comments and number % 2:
        yield "# Seen by the department."
    first = next(lines)
    yield f"- {first}" + "  # not yet seen" * (name == "steps" and how.comments and not number % 3)
    yield from (f"  {line}" if line else "" for line in lines)


def _format_flow(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_format_flow(value[name])}' for name in value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_format_flow, value))}]"
    plain = re.fullmatch(r"[A-Z0-9][-A-Za-z0-9]*", value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _format_text(name: str, text: str, how: Layout) -> list[str]:
    """Return the lines of a text, those below its key or dash indented by two spaces."""
    style = how.text if name in PROSE else "plain"
    if style == "folded" and (name == "action" or _SENTENCE.search(text)):
        return [">-", *("  " + line for line in _SENTENCE.split(text))]
    if style == "literal":
        return ["|-", f"  {text}"]
    if style == "'":
        return ["'" + text.replace("'", "''") + "'"]
    needs_quotes = ": " in text or " #" in text or (text.isdigit() and name not in NUMBERS)
    return [json.dumps(text, ensure_ascii=False) if style == '"' or needs_quotes else text]


def _fits(name: str, values: list[str], indent: int) -> bool:
    return indent + len(_format_names(name, values)) <= 80


def _format_names(name: str, values: list[str]) -> str:
    spelled = (f'"{value}"' if value.isdigit() else value for value in values)
    return f"{name}: [{', '.join(spelled)}]"


def find_overdue(made: Made, department: str = DEPARTMENT) -> list[str]:
    """Return the ids of the overdue steps of a department, worst first."""
    day = made.as_of.isoformat()
    found = [
        step
        for step in made.steps
        if step["status"] in OPEN
        and step.get("deadline", day) < day
        and department in step["departments"]
    ]
    return [step["id"] for step in sorted(found, key=lambda step: step["deadline"])]


def count_warnings(made: Made) -> int:
    """Return how many warnings a careful reader of the plan has."""
    return sum(
        2 * (step["status"] == "Complete" and "completed" not in step)
        + (step["status"] == "Excluded" and "reason" not in step)
        + (step["status"] in OPEN and "deadline" not in step)
        for step in made.steps
    )


def main() -> None:
    """Print a plan."""
    parser = argparse.ArgumentParser(description="Print a valid plan of any size.")
    parser.add_argument("--steps", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=LAYOUTS, default="canonical")
    asked = parser.parse_args()
    sys.stdout.buffer.write(format_plan(make_plan(asked.steps, asked.seed), asked.layout).encode())


if __name__ == "__main__":
    main()

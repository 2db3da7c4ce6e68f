"""No code names a word of one plan: statuses, sections, phases, categories, cities, time zones.

The words of stc's own statuses stand in `stc/plan/vocabulary.py` alone. Everything else asks for a
kind, so that a plan with other words gets the same answers.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import stc
from stc.plan.vocabulary import DEFAULT
from tests.plans import read_published_plan

PACKAGE = Path(stc.__file__).parent
PLAN = read_published_plan()
STATUSES = [status.name for status in DEFAULT.statuses]
WORDS = (
    *STATUSES,
    *(
        form
        for status in DEFAULT.statuses
        for form in (status.slug, status.key)
        if " " in status.name
    ),
    *(phase.id for phase in PLAN.phases),
    *(category.id for category in PLAN.categories),
    *(section.id for section in PLAN.sections),
    "Minneapolis",
)
NAMED = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, dict.fromkeys(WORDS)))})(?![\w-])")
ZONE = re.compile(r"\b(America|Europe|Asia|Africa|Australia)/[A-Z]\w+")
EXCEPTIONS = {
    "plan/vocabulary.py": "It is the vocabulary.",
    "rules/": "The examples of the rules are plans in the words of stc; the messages are tried in"
    " tests/rules/test_vocabulary.py.",
    "schema/": "The published schemas describe the plans that have no words of their own.",
    "imports/": "The skeleton proposes words in comments, for a person to choose from.",
    "plan/value_types.py": "A hint shows how an id and a time zone are written.",
    "plan/zones.py": "A hint shows how a time zone is written.",
    "plan/filters.py": "The help shows how a status is typed.",
    "plan/model.py": "The reference of the plan file shows a step of the README's plan.",
    "output/site/words.py": "Only a plan without its own statuses gets these two sentences.",
}
ENGLISH = re.compile(r"\bUnknown ((step|rule|department|field|status|option)|$)|\bPlanning office")
"""The beginning of a sentence, and an address: no status."""
OF_STC = re.compile(r"\bstc [a-z-]+\b[^\"\n]*|--[a-z-]+ [A-Za-z-]+")
"""Command lines: the help shows them with a step and a status of the README's plan."""


def list_texts() -> Iterator[tuple[str, str]]:
    """Yield the string constants of the code that are no docstrings, and the templates."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in said:
                yield path.relative_to(PACKAGE).as_posix(), node.value  # type: ignore[attr-defined]
    for path in sorted((*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.css"))):
        text = re.sub(r"/\*.*?\*/|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        yield path.relative_to(PACKAGE).as_posix(), re.sub(r"(?m)^\s*//.*$", "", text)


def find_named() -> list[tuple[str, str, str]]:
    found = []
    for path, text in list_texts():
        rest = OF_STC.sub("", ENGLISH.sub("", text))
        found += [(path, match[0], text[:60]) for match in NAMED.finditer(rest)]
        found += [(path, match[0], text[:60]) for match in ZONE.finditer(rest)]
    return found


def test_no_code_names_a_word_of_one_plan() -> None:
    unexplained = [one for one in find_named() if not one[0].startswith(tuple(EXCEPTIONS))]
    assert unexplained == []


def test_every_exception_is_needed() -> None:
    named = {one[0] for one in find_named()}
    for start in EXCEPTIONS:
        assert any(path.startswith(start) for path in named) or start == "schema/", start

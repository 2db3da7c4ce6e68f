"""The rules: a table of all, one in full, and the page `docs/rules.md`."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from stc.rules.rule import Rule, Scope
from stc.text.escape import escape_control
from stc.text.plural import count_noun
from stc.views.answer import Answer
from stc.views.shapes import COUNT, fields_of
from stc.views.view import Column, Details, Sentences, Table, View

PAGE: Final = "docs/rules.md"
WIDEST: Final = 100
"""How many characters of a line of an example are shown."""


class RuleRecord(NamedTuple):
    """A rule; its examples are cut and made visible as they are shown."""

    code: str
    severity: str
    title: str
    why: str
    bad: str
    good: str
    scope: str
    docs: str


RULES: Final = Answer(
    "stc/rules/1",
    "Rules: explain.",
    "rules",
    fields_of(RuleRecord),
    {"rules": COUNT},
    of_a_plan=False,
)
_SHOWS: Final[dict[Scope, str]] = {
    "file": "a whole file",
    "head": "fields at the top of the plan",
    "step": "fields of a step",
    "entry": "fields of an entry of the timeline",
    "voice": "the updates of a department",
    "voices": "the updates of a department before and after a change, separated by ---",
    "measure": "fields of a measure",
    "measures": "fields of a measure before and after a change, separated by ---",
    "change": "fields before and after a change, separated by ---",
}


def view_rules(rules: Sequence[Rule]) -> View:
    """Return the code, the severity and the title of every rule."""
    columns = (Column("Code", "id"), Column("Severity"), Column("Title"))
    rows = tuple((doc.code.id, doc.code.severity, doc.code.title) for doc in rules)
    errors = sum(doc.code.severity == "error" for doc in rules)
    lines = (
        f"{count_noun(len(rules), 'rule')}: {count_noun(errors, 'error')},"
        f" {count_noun(len(rules) - errors, 'warning')}.",
        "`stc explain CODE` describes a rule in full.",
    )
    return _view(rules, (Table(columns, rows, "Rules"), Sentences(lines)))


def view_rule_details(rules: Sequence[Rule]) -> View:
    """Return rules in full: why they exist, what breaks them and what mends it."""
    return _view(rules, tuple(map(_detail, rules)))


def _view(rules: Sequence[Rule], blocks: tuple[Table | Details | Sentences, ...]) -> View:
    return RULES.view(
        title="Rules",
        context=None,
        blocks=blocks,
        records=map(_record, rules),
        totals={"rules": len(rules)},
        ids=tuple(doc.code.id for doc in rules),
    )


def _record(rule: Rule) -> RuleRecord:
    code = rule.code
    return RuleRecord(
        code=code.id,
        severity=code.severity,
        title=code.title,
        why=rule.why,
        bad=format_example(rule.bad),
        good=format_example(rule.good),
        scope=rule.scope,
        docs=_address(rule),
    )


def _detail(doc: Rule) -> Details:
    entries = (
        ("Severity", (doc.code.severity,)),
        ("Why", (doc.why,)),
        ("Shown", (_SHOWS[doc.scope],)),
        ("Bad", tuple(format_example(doc.bad).split("\n"))),
        ("Good", tuple(format_example(doc.good).split("\n"))),
        ("More", (_address(doc),)),
    )
    return Details(f"{doc.code.id}: {doc.code.title}", entries)


def _address(doc: Rule) -> str:
    return f"{PAGE}#{doc.code.id.lower()}"


def format_example(text: str) -> str:
    """Return an example as it is shown: hidden characters as escapes, long lines cut."""
    lines = (escape_control(line) for line in text.removesuffix("\n").split("\n"))
    return "\n".join(line if len(line) <= WIDEST else f"{line[:WIDEST]}..." for line in lines)


def write_rules(rules: Sequence[Rule]) -> str:
    """Return the Markdown of rules in full; for all of them it is the page `docs/rules.md`.

    No text of a plan is in it, so only code needs to be escaped.
    """
    head = (
        "# Rules\n\n"
        "<!-- Written by `stc explain --format md`; a test compares. -->\n\n"
        "`stc validate` checks the plan and the files beside it against these rules, and with"
        " `--base` also a change of them.\nErrors make it fail; warnings only with `--strict`."
        " `--select` and `--ignore` take codes or their beginnings.\nInvisible characters are"
        " shown as escapes (`\\u200b`), and bytes that are not UTF-8 as `\\udcXX`.\n"
    )
    codes = [doc.code for doc in rules]
    rows = (
        f"| [{code.id}](#{code.id.lower()}) | {code.severity} | {code.title} |\n" for code in codes
    )
    table = "".join(("| Code | Severity | Title |\n| --- | --- | --- |\n", *rows))
    return "\n".join((head, table, *map(_write_rule, rules)))


def _write_rule(doc: Rule) -> str:
    code = doc.code
    return (
        f"## {code.id}\n\n**{code.title}** ({code.severity}). {doc.why}\n\n"
        f"Bad ({_SHOWS[doc.scope]}):\n\n```yaml\n{format_example(doc.bad)}\n```\n\n"
        f"Good:\n\n```yaml\n{format_example(doc.good)}\n```\n"
    )

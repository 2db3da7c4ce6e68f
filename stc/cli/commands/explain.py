"""`stc explain`."""

from typing import Annotated, NamedTuple

from stc.cli.completion import complete_code
from stc.cli.console import Outcome, show_view
from stc.cli.options import Ascii, Color, Wrap
from stc.cli.parameters import Argument, Option
from stc.errors import UsageProblem
from stc.output.registry import FORMATS
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from stc.text.nearest import find_nearest, quote
from stc.views.rules import view_rule_details, view_rules, write_rules


class ExplainOptions(NamedTuple):
    """How the rules are shown."""

    format: Annotated[
        str, Option("--format", "-f", help="The output format.", choices=tuple(FORMATS))
    ] = "table"
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


def run(
    how: ExplainOptions,
    codes: Annotated[
        list[str] | None,
        Argument(
            metavar="[CODE]...", help="The rules to describe in full.", complete=complete_code
        ),
    ] = None,
) -> Outcome:
    """Explain the rules of stc validate: why each exists, with a bad and a good example.

    Example: stc explain STC204
    """
    rules = select_rules(codes) if codes else ALL_RULES
    if how.format == "md":
        return Outcome(write_rules(rules))
    view = view_rule_details(rules) if codes else view_rules(rules)
    return show_view(view, how)


def select_rules(typed: list[str]) -> tuple[Rule, ...]:
    """Return the rules of these codes, once each, in the order typed; case does not matter.

    Raises:
        UsageProblem: One is unknown.
    """
    known = {doc.code.id: doc for doc in ALL_RULES}
    for word in typed:
        if word.strip().upper() not in known:
            nearest = find_nearest(word, known)
            meant = f"Did you mean {nearest}?" if nearest else "stc explain lists the codes."
            raise UsageProblem(f"Unknown rule {quote(word)}.", meant)
    return tuple(known[code] for code in dict.fromkeys(word.strip().upper() for word in typed))

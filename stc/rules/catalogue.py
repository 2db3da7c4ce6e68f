"""The documentation of every rule, sorted by code. Imported only by what explains rules."""

from stc.rules.change.registry import RULES as CHANGE_RULES
from stc.rules.plan.registry import RULES as PLAN_RULES
from stc.rules.reading import RULES as READING_RULES
from stc.rules.rule import Rule
from stc.rules.timeline.registry import RULES as TIMELINE_RULES

# A rule about both plans and timelines is in two registries.
_DOCS = dict.fromkeys(
    (
        *READING_RULES,
        *(rule.doc for rule in PLAN_RULES),
        *(rule.doc for rule in TIMELINE_RULES),
        *(rule.doc for rule in CHANGE_RULES),
    )
)

ALL_RULES: tuple[Rule, ...] = tuple(sorted(_DOCS, key=lambda doc: doc.code.id))

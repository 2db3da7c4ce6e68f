"""The documentation of every rule, sorted by code. Imported only by what explains rules."""

from stc.files.kinds import BESIDE
from stc.rules.reading import RULES as READING_RULES
from stc.rules.registry import (
    list_change_rules,
    list_file_rules,
    list_plan_rules,
)
from stc.rules.rule import Rule

# A rule about several kinds of files is listed several times.
_DOCS = dict.fromkeys(
    (
        *READING_RULES,
        *(rule.doc for rule in list_plan_rules()),
        *(rule.doc for kind in BESIDE for rule in list_file_rules(kind.name)),
        *(rule.doc for rule in list_change_rules()),
    )
)

ALL_RULES: tuple[Rule, ...] = tuple(sorted(_DOCS, key=lambda doc: doc.code.id))

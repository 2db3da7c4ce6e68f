"""The rules about the timeline, by their codes. A new rule is a file and a line here."""

from stc.rules.plan import field_order, layout, review_of_no_field
from stc.rules.rule import TimelineRule
from stc.rules.timeline import happened_too_soon, label_disagrees, link_to_no_step

RULES: tuple[TimelineRule, ...] = (
    field_order.TIMELINE_RULE,
    layout.TIMELINE_RULE,
    review_of_no_field.TIMELINE_RULE,
    label_disagrees.RULE,
    happened_too_soon.RULE,
    link_to_no_step.RULE,
)

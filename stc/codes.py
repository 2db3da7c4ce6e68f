"""The catalogue of stable codes. A code is never reused and never changes its meaning.

STC0xx are about the file, STC1xx about its fields, STC2xx about the plan,
STC3xx about the timeline and the updates, STC4xx about a change, STC5xx about the measures.
"""

from typing import NamedTuple

from stc.findings import Finding, Location, Severity


class Code(NamedTuple):
    """A stable code: its id, its severity and its title."""

    id: str
    severity: Severity
    title: str

    def at(
        self, place: Location, message: str, hint: str = "", related: Location | None = None
    ) -> Finding:
        """Return the finding of this code at a place."""
        return Finding(self.id, self.severity, place, message, hint, related)


SYNTAX = Code("STC001", "error", "The file is not well-formed YAML")
NOT_UTF8 = Code("STC002", "error", "The file is not UTF-8 text")
OVER_LIMIT = Code("STC003", "error", "The file exceeds a limit of size or depth")
CONTROL_CHARACTER = Code("STC004", "error", "The file contains a control character")
INVISIBLE_CHARACTER = Code("STC005", "error", "A text contains an invisible character")
TAB = Code("STC006", "error", "The file contains a tab")
CONFLICT_MARKER = Code("STC007", "error", "A merge conflict is unresolved")
BYTE_ORDER_MARK = Code("STC008", "warning", "The file begins with a byte order mark")
DUPLICATE_KEY = Code("STC009", "error", "A key appears twice in one block")
ANCHOR = Code("STC010", "error", "An anchor or alias is used")
MERGE_KEY = Code("STC011", "error", "A merge key is used")
TAG = Code("STC012", "error", "A tag is used")
SEVERAL_DOCUMENTS = Code("STC013", "error", "The file contains several documents")
DIRECTIVE = Code("STC014", "error", "A YAML directive is used")
KEY_NOT_TEXT = Code("STC015", "error", "A key is not text")
EMPTY_FILE = Code("STC016", "error", "The file is empty")
ESCAPED_CHARACTER = Code("STC017", "warning", "A hidden character is written as an escape")

MISSING_FIELD = Code("STC101", "error", "A field is missing")
UNKNOWN_FIELD = Code("STC102", "error", "A field is unknown")
WRONG_TYPE = Code("STC103", "error", "A value has the wrong type")
UNKNOWN_DEPARTMENT = Code("STC104", "error", "A department is unknown")
UNKNOWN_STATUS = Code("STC105", "error", "A status is unknown")
NOT_A_DATE = Code("STC106", "error", "A date is not a valid day")
EMPTY_TEXT = Code("STC107", "error", "A text is empty")
DUPLICATE_ID = Code("STC108", "error", "An id is used twice")
MALFORMED_ID = Code("STC109", "error", "An id is malformed")
REPEATED_DEPARTMENT = Code("STC110", "error", "A step names a department twice")
NAME_CLASH = Code("STC111", "error", "Two departments share a name")
UNQUOTED_NUMBER = Code("STC112", "warning", "A text that looks like a number is not quoted")
WRONG_PREFIX = Code("STC113", "warning", "A new step's id begins with another section's id")
SCHEMA_VERSION = Code("STC114", "error", "The schema version is not supported")
UNKNOWN_TIME_ZONE = Code("STC115", "error", "The time zone is unknown")
NOT_A_CHOICE = Code("STC116", "error", "A value is not one of the allowed choices")
NOT_A_PERIOD = Code("STC117", "error", "A period is not valid EDTF")
TEXT_TOO_LONG = Code("STC118", "error", "A text is too long")
BAD_VOCABULARY = Code("STC119", "error", "The plan's own statuses cannot be told apart or counted")

COMPLETED_TOO_SOON = Code("STC201", "error", "A completion date is in the future")
COMPLETED_WITHOUT_COMPLETE = Code(
    "STC202", "error", "A step that is not complete has a completion date"
)
COMPLETE_WITHOUT_DAY = Code("STC203", "warning", "A complete step has no completion date")
COMPLETE_WITHOUT_EVIDENCE = Code("STC204", "warning", "A complete step names no evidence")
EXCLUDED_WITHOUT_REASON = Code("STC205", "warning", "An excluded or unmet step has no reason")
OPEN_WITHOUT_DEADLINE = Code("STC206", "warning", "An open step has no deadline")
OPEN_WITHOUT_DEPARTMENT = Code("STC207", "warning", "An open step has no department")
UNKNOWN_WITHOUT_REVIEW = Code(
    "STC208", "error", "A step of unknown status does not say what to check"
)
DEADLINE_BEFORE_PLAN = Code("STC209", "warning", "A deadline is before the plan began")
DEADLINE_FAR_AWAY = Code("STC210", "warning", "A deadline is decades away")
REVISIONS_OUT_OF_ORDER = Code("STC211", "error", "Revisions are not listed oldest first")
REVISIONS_NOT_CHAINED = Code(
    "STC212", "error", "A revision does not start where the last one ended"
)
REVISIONS_END_ELSEWHERE = Code("STC213", "error", "The last revision does not end at the deadline")
REVISION_MOVES_NOTHING = Code("STC214", "error", "A revision does not move the deadline")
REVISION_TOO_SOON = Code("STC215", "error", "A revision is dated in the future")
LEAD_NOT_NAMED = Code("STC216", "error", "The lead is not among the step's departments")
DEPARTMENT_UNUSED = Code("STC217", "warning", "No step names a department that is defined")
NEARLY_SAME_ACTION = Code("STC218", "warning", "Two steps have nearly the same text")
FIELD_ORDER = Code("STC219", "warning", "Fields are out of order")
LAYOUT = Code("STC220", "warning", "The file is not in the canonical layout")
REVIEW_OF_NO_FIELD = Code("STC221", "warning", "needs_review names a field that does not exist")
DEADLINE_LABEL_DISAGREES = Code("STC222", "warning", "The words for a deadline mean another day")
PERSON_AS_DEPARTMENT = Code("STC223", "warning", "A department is named like a person")
START_AFTER_DEADLINE = Code("STC224", "warning", "A step starts after its deadline")
COMPLETED_BEFORE_PLAN = Code("STC225", "warning", "A step was completed before the plan began")
REVISION_BEFORE_PLAN = Code("STC226", "warning", "A revision is dated before the plan began")
IDS_ALIKE = Code("STC227", "warning", "Two ids differ only in leading zeros")
LOW_CONTRAST = Code("STC228", "error", "A colour of the site is hard to read")

LABEL_DISAGREES = Code("STC301", "error", "The label and the period disagree")
HAPPENED_TOO_SOON = Code("STC302", "error", "An entry that happened is in the future")
LINK_TO_NO_STEP = Code("STC303", "error", "The timeline names a step that does not exist")
UPDATE_OF_UNKNOWN = Code("STC304", "error", "An update names what the plan does not have")
UPDATE_TOO_SOON = Code("STC305", "error", "An update is dated in the future")
UPDATES_OUT_OF_ORDER = Code("STC306", "error", "Updates are not listed oldest first")
FULFILS_NO_PLAN = Code("STC307", "error", "An entry fulfils no planned entry")

MANY_STEPS_REMOVED = Code("STC401", "error", "More than a quarter of the steps are removed")
STEP_REMOVED = Code("STC402", "error", "A step is removed")
ID_REUSED = Code("STC403", "error", "An id is given to another step")
ID_RENAMED = Code("STC404", "error", "A step's id is changed")
DEADLINE_MOVED_SILENTLY = Code("STC405", "error", "A deadline moves without a revision")
LEDGER_REWRITTEN = Code("STC406", "error", "A recorded revision or original deadline is rewritten")
ACTION_REWORDED = Code("STC407", "warning", "A published text is reworded without a note")
REOPENED_WITHOUT_REASON = Code("STC408", "error", "A complete step is reopened without a reason")
EXCLUDED_IN_CHANGE = Code("STC409", "error", "A step becomes excluded or unmet without a reason")
DEPARTMENTS_REMOVED = Code("STC410", "warning", "A department is removed from a step")
COMPLETION_REWRITTEN = Code("STC411", "warning", "A recorded completion is rewritten")
STATUS_MEANS_OTHER = Code(
    "STC412", "error", "A status that steps have is gone or means another kind"
)
UPDATE_REWRITTEN = Code("STC413", "error", "A recorded update is changed or removed")
TARGET_WEAKENED = Code(
    "STC414", "error", "A target is lowered, postponed or removed without a reason"
)
READING_REWRITTEN = Code("STC415", "error", "A recorded reading is changed or removed")
START_POSTPONED = Code("STC416", "warning", "The start of a step moves later")
TEXT_REPLACED = Code("STC417", "warning", "A published note or reason is replaced")
NAME_GIVEN_AWAY = Code("STC418", "warning", "A department's name is dropped or given to another")
OVERDUE_SET_ASIDE = Code("STC419", "warning", "An overdue step is set aside without a reason")
MANY_SET_ASIDE = Code("STC420", "warning", "Many steps stop being open or overdue at once")
PLAN_DESCRIBED_ANEW = Code("STC421", "warning", "A fact about the whole plan is changed")
HEADING_REWORDED = Code("STC422", "warning", "The title of a section or goal is changed")
REVISION_BACKDATED = Code("STC423", "warning", "A new revision is backdated")
EMPTY_WORDS = Code("STC424", "error", "A reason, note or piece of evidence says nothing")

BAD_FIGURE = Code("STC501", "error", "A value or a period of a measure is wrong")
MEASURE_OF_UNKNOWN = Code("STC502", "error", "A measure names what the plan does not have")
READING_WITHOUT_SOURCE = Code("STC503", "warning", "A reading names no source")

CODES = tuple(value for value in globals().copy().values() if isinstance(value, Code))

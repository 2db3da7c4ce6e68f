"""The catalogue of stable codes. A code is never reused and never changes its meaning.

STC0xx are about the file, STC1xx about its fields, STC2xx about the plan,
STC3xx about the timeline, STC4xx about a change.
"""

from typing import NamedTuple

from stc.words.findings import Finding, Place, Severity


class Code(NamedTuple):
    """A stable code: its id, its severity and its title."""

    id: str
    severity: Severity
    title: str

    def at(
        self, place: Place, message: str, hint: str = "", related: Place | None = None
    ) -> Finding:
        """Gives the finding of this code at a place."""
        return Finding(self.id, self.severity, place, message, hint, related)


SYNTAX = Code("STC001", "error", "The file is not well-formed YAML")
NOT_UTF8 = Code("STC002", "error", "The file is not UTF-8 text")
OVER_LIMIT = Code("STC003", "error", "The file is over a limit of size or depth")
CONTROL_CHARACTER = Code("STC004", "error", "A control character stands in the file")
INVISIBLE_CHARACTER = Code("STC005", "error", "An invisible character stands in the text")
TAB = Code("STC006", "error", "A tab stands in the file")
CONFLICT_MARKER = Code("STC007", "error", "A merge conflict is not resolved")
BYTE_ORDER_MARK = Code("STC008", "warning", "The file begins with a byte order mark")
DUPLICATE_KEY = Code("STC009", "error", "A key stands twice in one block")
ANCHOR = Code("STC010", "error", "An anchor or an alias is used")
MERGE_KEY = Code("STC011", "error", "A merge key is used")
TAG = Code("STC012", "error", "A tag is used")
SEVERAL_DOCUMENTS = Code("STC013", "error", "The file holds several documents")
DIRECTIVE = Code("STC014", "error", "A YAML directive is used")
KEY_NOT_TEXT = Code("STC015", "error", "A key is not a text")
EMPTY_FILE = Code("STC016", "error", "The file is empty")

MISSING_FIELD = Code("STC101", "error", "A field is missing")
UNKNOWN_FIELD = Code("STC102", "error", "A field is unknown")
WRONG_TYPE = Code("STC103", "error", "A value has the wrong type")
UNKNOWN_DEPARTMENT = Code("STC104", "error", "A department is unknown")
UNKNOWN_STATUS = Code("STC105", "error", "A status is unknown")
NOT_A_DATE = Code("STC106", "error", "A date is not a real day")
EMPTY_TEXT = Code("STC107", "error", "A text is empty")
DUPLICATE_ID = Code("STC108", "error", "An id is used twice")
MALFORMED_ID = Code("STC109", "error", "An id is malformed")
REPEATED_DEPARTMENT = Code("STC110", "error", "A step names a department twice")
NAME_CLASH = Code("STC111", "error", "Two departments claim one name")
UNQUOTED_NUMBER = Code("STC112", "warning", "A text looks like a number and is not quoted")
WRONG_PREFIX = Code("STC113", "error", "A step's id does not begin with its section's id")
SCHEMA_VERSION = Code("STC114", "error", "The schema version is not supported")
UNKNOWN_TIME_ZONE = Code("STC115", "error", "The time zone is unknown")
NOT_A_CHOICE = Code("STC116", "error", "A value is not one of its choices")
NOT_A_PERIOD = Code("STC117", "error", "A period is not well-formed EDTF")
TEXT_TOO_LONG = Code("STC118", "error", "A text is too long")

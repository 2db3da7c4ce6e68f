"""The cells of a row, read by the rules and checked by the types of the fields."""

from typing import Any, Final

from stc import codes
from stc.errors import CannotGoOn
from stc.files.places import location_of
from stc.findings import Finding
from stc.imports.draft import NUMBERED, Data
from stc.imports.fields import FieldReader, FieldValues
from stc.imports.lines import Line
from stc.imports.patterns import TooSlow
from stc.imports.read import Rules
from stc.imports.report import Outcome
from stc.plan.field import BadValue, Spec, specs_of

JOINT: Final = "; "
"""What joins the values of a field that has one."""


class Cells:
    """The reader of the cells of all fields.

    Attributes:
        findings: What no plan can have, in the order of the rows.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.findings: list[Finding] = []

    def read(self, reader: FieldReader, line: Line) -> FieldValues:
        """Return the values of a field in a row.

        Raises:
            CannotGoOn: A pattern took too long.
        """
        try:
            return reader.read(line)
        except TooSlow:
            place = location_of(self._rules.document, reader.path)
            column = reader.columns[0] if reader.columns else None
            raise CannotGoOn(
                f"{place}: the patterns of the rule take too long on {line.locate(column)}.",
                "Write a simpler pattern, without nested repetitions.",
            ) from None

    def read_block(self, line: Line, readers: dict[str, FieldReader], block: Any) -> Data:
        """Return the fields of a block in a row."""
        specs, data = specs_of(block), dict[str, Any]()
        for key, reader in readers.items():
            field = self.read(reader, line)
            line.mark(reader.columns, Outcome.TYPED)
            if field.values:
                data[key] = self.check(line, reader, specs[key], field)
        return data

    def check(self, line: Line, reader: FieldReader, spec: Spec, field: FieldValues) -> Any:
        """Return the value of a field, checked by its type."""
        values = list(field.values) if spec.many else [JOINT.join(field.values)]
        for value in values:
            try:
                if not NUMBERED.search(value):
                    type_of(spec).parse(value)
            except BadValue as bad:
                self.find_at(line, reader, bad.code, bad.message, bad.hint)
        return values if spec.many else values[0]

    def find_at(
        self, line: Line, reader: FieldReader, code: codes.Code, message: str, hint: str
    ) -> None:
        """Add a finding at the first cell of a field in a row."""
        column = reader.columns[0] if reader.columns else None
        self.findings.append(code.at(line.locate(column), message, hint))


def type_of(spec: Spec) -> Any:
    """Return the type of a field of texts."""
    assert spec.type is not None, "a field of texts"
    return spec.type

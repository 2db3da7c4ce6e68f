"""The fields of a step, read from a row: what is not understood is kept and marked for review."""

from collections.abc import Mapping
from typing import Any

from stc import codes
from stc.imports.cells import JOINT, Cells, type_of
from stc.imports.dates import DateReading, find_order, read_date
from stc.imports.draft import NO_TEXT, Data
from stc.imports.fields import FieldReader, FieldValues
from stc.imports.lines import Line, Lines
from stc.imports.owners import Owners
from stc.imports.read import Rules
from stc.imports.report import Outcome, Report
from stc.plan.aliases import fold_name
from stc.plan.field import Spec, specs_of
from stc.plan.model import Step
from stc.plan.vocabulary import UNKNOWN
from stc.text.nearest import quote


class StepFields:
    """The reader of the fields of a step."""

    def __init__(
        self,
        columns: Mapping[str, FieldReader],
        extra: Mapping[str, FieldReader],
        cells: Cells,
        owners: Owners,
        rules: Rules,
        lines: Lines,
        parse_status: Any,
        reading: DateReading,
        report: Report,
    ) -> None:
        """Find out how the dates of each field are written.

        Args:
            columns: The readers of the fields of a step.
            extra: The readers of what is published beside them.
            cells: The reader of the cells.
            owners: The departments that the tables name.
            rules: The rules.
            lines: The rows of the tables.
            parse_status: Return the status of the plan that a text names, or None.
            reading: How dates are written, according to the rules.
            report: What is noted of the cells.
        """
        self._columns, self._extra = columns, extra
        self._cells, self._owners = cells, owners
        self._rules, self._lines, self._report = rules, lines, report
        self._parse_status = parse_status
        self._specs = specs_of(Step)
        self._reading = {
            key: self._find_reading(reader, reading)
            for key, reader in columns.items()
            if _is_date(self._specs[key])
        }

    def _find_reading(self, reader: FieldReader, reading: DateReading) -> DateReading:
        """Return how the dates of a field are written; the column itself may prove the order."""
        if reading.order is not None:
            return reading
        kind = type_of(self._specs[str(reader.path[-1])])
        texts = (
            text
            for table in self._lines.tables
            for column in reader.columns
            if column in table.columns
            for row in table.rows
            if (text := row.cells[table.columns.index(column)])
        )
        found = find_order(texts, kind)
        if found is None:
            return reading
        order, number = found
        self._report.notices.append(
            f"The column {', '.join(reader.columns)} is read in the order {order}:"
            f" {number:,} of its dates fit no other. Set dates: {{order: {order}}} to say so."
        )
        return reading._replace(order=order)

    def read(self, line: Line) -> Data:
        """Return the fields of the step of a row."""
        data: Data = {}
        doubts: dict[str, str] = {}
        for key, reader in self._columns.items():
            field = self._cells.read(reader, line)
            line.mark(reader.columns, Outcome.TYPED)
            if key == "status":
                data[key] = self._read_status(line, field, doubts)
            elif key in ("lead", "departments"):
                self._read_owners(line, key, field, data, doubts)
            elif key in self._reading:
                self._read_date(line, key, reader, field, data, doubts)
            elif field.values:
                data[key] = self._cells.check(line, reader, self._specs[key], field)
            elif key == "action":
                message = f"The row has no text for the step; {NO_TEXT} is used instead."
                self._report.note("review", line.locate(), JOINT.join(reader.columns), "", message)
                data[key] = NO_TEXT
        extra = self._read_extra(line)
        if extra:
            data["extra"] = extra
        if doubts:
            data["needs_review"] = {"fields": list(doubts), "note": " ".join(doubts.values())}
        return data

    def _read_extra(self, line: Line) -> Data:
        found = {}
        for key, reader in self._extra.items():
            field = self._cells.read(reader, line)
            line.mark(reader.columns, Outcome.EXTRA)
            if field.values:
                found[key] = JOINT.join(field.values)
        return found

    def _doubt(
        self, line: Line, field: FieldValues, key: str, doubts: dict[str, str], reason: str
    ) -> None:
        doubts[key] = reason
        columns = field.columns
        line.mark(columns, Outcome.REVIEW)
        place = line.locate(columns[0] if columns else None)
        self._report.note("review", place, JOINT.join(columns), field.printed, reason)

    def _read_status(self, line: Line, field: FieldValues, doubts: dict[str, str]) -> str:
        text = JOINT.join(field.values)
        status = self._parse_status(text) if text else None
        if status is not None and status != UNKNOWN:
            return str(status.name)
        reason = f"The status is printed as {quote(field.printed)}." if field.printed else (
            "No status is printed."
        )  # fmt: skip
        self._doubt(line, field, "status", doubts, reason)
        return UNKNOWN.name

    def _read_owners(
        self, line: Line, key: str, field: FieldValues, data: Data, doubts: dict[str, str]
    ) -> None:
        ids, unknown = [], [field.unknown] if field.unknown else []
        for name in field.values:
            found = self._owners.find(name, self._columns[key])
            if found is None:
                unknown.append(name)
            else:
                ids.append(found)
        if unknown:
            reason = f"Not understood as a department: {', '.join(map(quote, unknown))}."
            self._doubt(line, field, key, doubts, reason)
        if key == "lead" and ids:
            data["lead"] = ids[0]
        if ids:
            before = data.get("departments", [])
            both = [*ids, *before] if key == "lead" else [*before, *ids]
            data["departments"] = list(dict.fromkeys(both))

    def _read_date(
        self,
        line: Line,
        key: str,
        reader: FieldReader,
        field: FieldValues,
        data: Data,
        doubts: dict[str, str],
    ) -> None:
        text = JOINT.join(field.values)
        none = {fold_name(word) for word in self._rules.row.no_date}
        if not text or (none and fold_name(text) in none):
            if text:
                line.mark(field.columns, Outcome.LEFT_OUT)
                line.outcomes |= dict.fromkeys(field.columns, Outcome.LEFT_OUT)
            return
        kind = type_of(self._specs[key])
        found = read_date(text, kind, self._reading[key])
        if found.text:
            data[key] = found.text
            if field.older:
                self._add_revision(line, reader, field, found.text, data)
            return
        self._keep_words(line, key, field, text, found.refusal, data, doubts)

    def _keep_words(
        self,
        line: Line,
        key: str,
        field: FieldValues,
        text: str,
        refusal: str,
        data: Data,
        doubts: dict[str, str],
    ) -> None:
        """Keep a text that is not a date: a deadline's as its label, others in needs_review."""
        place = line.locate(field.columns[0] if field.columns else None)
        named = JOINT.join(field.columns)
        label = self._columns.get("deadline_label")
        if key != "deadline" or (label is not None and label.columns != field.columns):
            reason = f"The {key} is printed as {quote(text)}."
            self._doubt(line, field, key, doubts, reason)
            return
        data["deadline_label"] = text
        if refusal:
            line.mark(field.columns, Outcome.REFUSED)
            self._report.note(
                "refused", place, named, text, f"{refusal} Its words are kept as the label."
            )
        else:
            line.mark(field.columns, Outcome.WORDS)
            self._report.note(
                "words", place, named, text, "It is not a date, so its words are kept as the label."
            )

    def _add_revision(
        self, line: Line, reader: FieldReader, field: FieldValues, to: str, data: Data
    ) -> None:
        older = read_date(field.older, type_of(self._specs["deadline"]), self._reading["deadline"])
        if not older.text:
            message = f"The deadline before, {quote(field.older)}, is not a date."
            self._cells.find_at(line, reader, codes.NOT_A_DATE, message, older.refusal)
        elif older.text != to:
            move = {
                "from": older.text,
                "to": to,
                "on": reader.rule.on,
                "reason": reader.rule.reason,
            }
            data["revisions"] = [move]


def _is_date(spec: Spec) -> bool:
    return bool(spec.type and spec.type.typed and not spec.type.number)

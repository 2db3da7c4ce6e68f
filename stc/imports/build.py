"""A draft of a plan, made from rows by rules: plain data, and the cells it comes from."""

from collections.abc import Mapping
from typing import Any

from stc import codes
from stc.errors import FileRefused
from stc.files.places import location_of
from stc.finding_limit import keep_first
from stc.findings import Finding
from stc.imports.cells import JOINT, Cells
from stc.imports.dates import DateReading
from stc.imports.draft import NUMBERED, Data, Draft, Groups, StepDraft
from stc.imports.fields import FieldReader
from stc.imports.lines import Line, Lines
from stc.imports.owners import Owners
from stc.imports.patterns import PatternClock
from stc.imports.read import Rules
from stc.imports.report import Outcome, Report
from stc.imports.step_fields import StepFields
from stc.plan.model import Goal, Plan, Section
from stc.text.nearest import quote


class DraftMaker:
    """Builder of a draft, row by row."""

    def __init__(
        self,
        rules: Rules,
        lines: Lines,
        head: Plan,
        parse_status: Any,
        reading: DateReading,
        clock: PatternClock,
        report: Report,
    ) -> None:
        """Declare the fields that the rules read.

        Args:
            rules: The rules.
            lines: The rows of the tables.
            head: The plan whose head the rows are read by.
            parse_status: Return the status of the plan that a text names, or None.
            reading: How dates are written, according to the rules.
            clock: The time limit of patterns.
            report: What is noted of the cells.

        Raises:
            FileRefused: The rules name a column that no table has.
        """
        self._rules, self._lines, self._report = rules, lines, report
        self._head, self._clock = head, clock
        self._cells, owners = Cells(rules), Owners(head, rules)
        self.draft = Draft(owners.new)
        make = self._make_readers
        self._section, self._goal = make(rules.section), make(rules.goal)
        self._columns, self._extra = make(rules.columns), make(rules.extra)
        self._refuse_unknown_names()
        self._names = {key: rule.columns[0] for key, rule in self._columns.items() if rule.columns}
        self._fields = StepFields(
            self._columns,
            self._extra,
            self._cells,
            owners,
            rules,
            lines,
            parse_status,
            reading,
            report,
        )
        self._merged: dict[str, StepDraft] = {}
        self._sections = Groups()
        self._goals: dict[str, Groups] = {}

    def _make_readers(self, placed: Mapping[str, Any]) -> dict[str, FieldReader]:
        readers = {
            key: FieldReader(rule, self._lines.columns, self._clock) for key, rule in placed.items()
        }
        for reader in readers.values():
            reader.know(
                name
                for department in (*self._head.departments, *self._rules.departments)
                for name in (department.name, *department.aliases)
            )
        return readers

    def _refuse_unknown_names(self) -> None:
        row, find = self._rules.row, self._lines.find_unknown
        found: list[Finding] = []
        for readers in (self._section, self._goal, self._columns, self._extra):
            for reader in readers.values():
                field = "columns" if reader.rule.columns else "column" if reader.rule.column else ""
                found += find(reader.columns, (*reader.path, *([field] if field else [])))
                if reader.knows_no_name:
                    place = location_of(self._rules.document, reader.path)
                    message = "The rule is divided at known names, and none are known."
                    hint = "Add known: with the names."
                    found.append(codes.MISSING_FIELD.at(place, message, hint))
        found += find(row.fill, ("fill",))
        for column in row.skip or ():
            found += find([column], ("skip", column))
        if found:
            raise self._rules.refuse(tuple(found))

    def make(self) -> Draft:
        """Return the draft.

        Raises:
            FileRefused: Cells hold what no plan can have.
            CannotGoOn: A pattern took too long.
        """
        with self._clock.running():
            for line in self._lines.list_lines(self._find_id, self._report):
                self._add(line)
        if self._cells.findings:
            raise FileRefused(
                "The tables have values that a plan cannot have, so nothing was imported.",
                keep_first(self._cells.findings),
                "Correct the tables, or say in the rules how to read them.",
            )
        return self.draft

    def _find_id(self, line: Line) -> str:
        values = self._cells.read(self._columns["id"], line).values
        return values[0] if values else ""

    def _add(self, line: Line) -> None:
        section, goal = self._add_section(line), ""
        if self._goal:
            goal = self._add_goal(line, section)
        data = self._fields.read(line)
        made = data.pop("id") if NUMBERED.search(data.get("id", "")) else ""
        if not made and "id" not in data:
            hint = 'Leave such rows out with skip, or make the ids: id: "A{n}".'
            message = "The row has no id."
            self._cells.find_at(line, self._columns["id"], codes.MISSING_FIELD, message, hint)
            return
        draft = StepDraft(data, made, line, self._names, section, goal)
        if not made and self._merge(draft):
            return
        self.draft.steps.append(draft)

    def _merge(self, draft: StepDraft) -> bool:
        """Merge a step into one with its id from another row; return whether there is one."""
        folded = draft.data["id"].casefold()
        first = self._merged.setdefault(folded, draft)
        if first is draft:
            return False
        if self._rules.row.same_id is None:
            message = f"The id {quote(draft.data['id'])} is also in another row."
            hint = "Set same_id: merge if the rows are one step."
            place, other = draft.locate("id"), first.locate("id")
            self._cells.findings.append(codes.DUPLICATE_ID.at(place, message, hint, other))
            return True
        self._report.merged += 1
        for key, value in draft.data.items():
            self._merge_value(first, draft, key, value)
        return True

    def _merge_value(self, first: StepDraft, draft: StepDraft, key: str, value: Any) -> None:
        old = first.data.get(key)
        if old is None:
            first.data[key] = value
        elif isinstance(value, list):
            first.data[key] = list(dict.fromkeys([*old, *value]))
        elif key == "needs_review":
            fields = list(dict.fromkeys([*old["fields"], *value["fields"]]))
            note = old["note"] if value["note"] in old["note"] else f"{old['note']} {value['note']}"
            first.data[key] = {"fields": fields, "note": note}
        elif isinstance(value, dict):
            for name, text in value.items():
                texts = dict.fromkeys([*old.get(name, "").split(JOINT), text])
                old[name] = JOINT.join(filter(None, texts))
        elif old != value and key != "id":
            message = (
                f"{quote(str(value))} differs from {quote(str(old))} in the row of the same id."
            )
            place, other = draft.locate(key), first.locate(key)
            self._cells.findings.append(
                codes.WRONG_TYPE.at(place, message, "Make them the same.", other)
            )

    def _add_section(self, line: Line) -> str:
        """Return the key of the section of a row; add the section if it is new."""
        data = self._cells.read_block(line, self._section, Section)
        if "title" not in data:
            columns = self._section["id"].columns if "id" in self._section else ()
            title = self._head.title
            data["title"] = data.get("id", title) if columns else title
        key = self._sections.find(data)
        self._keep_first(line, self.draft.sections, key, data, self._section)
        return key

    def _add_goal(self, line: Line, section: str) -> str:
        data = self._cells.read_block(line, self._goal, Goal)
        if "title" not in data:
            if "id" not in data:
                return ""
            data["title"] = data["id"]
        key = self._goals.setdefault(section, Groups()).find(data)
        self._keep_first(line, self.draft.goals, (section, key), data, self._goal)
        return key

    def _keep_first(
        self,
        line: Line,
        found: dict[Any, Data],
        key: Any,
        data: Data,
        readers: dict[str, FieldReader],
    ) -> None:
        """Add a section or goal; note later rows that contradict its first row."""
        first = found.setdefault(key, data)
        if first == data:
            return
        for name, value in data.items():
            if first.setdefault(name, value) != value and name in readers:
                columns = readers[name].columns
                place = line.locate(columns[0] if columns else None)
                message = (
                    f"The first row of the group says {quote(str(first[name]))}; that is kept."
                )
                self._report.note("refused", place, JOINT.join(columns), str(value), message)
                line.mark(columns, Outcome.REFUSED)

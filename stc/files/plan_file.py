"""The plan file as people write it. The order of the fields here is the order in the file."""

from pydantic import BaseModel, ConfigDict, Field

from stc.files.field_types import (
    Category,
    Day,
    DepartmentId,
    DepartmentName,
    Number,
    OptionalDay,
    PhaseId,
    SchemaVersion,
    SectionId,
    StatusName,
    StepId,
    Text,
    When,
    Zone,
)


class Block(BaseModel):
    """A block of fields; a field that is not named here is a finding."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class NeedsReviewBlock(Block):
    """What a person must check against the printed plan, because the copy is damaged there."""

    fields: list[Text] = Field(description="The fields that are in doubt.", min_length=1)
    note: Text = Field(description="What is in doubt, and why.")


class DamageBlock(Block):
    """A place where the published copy was damaged."""

    page: Number | None = Field(None, description="The page of the published plan.")
    steps: list[StepId] = Field([], description="The steps concerned.")
    note: Text = Field(description="What was damaged, and what was done about it.")


class SourceBlock(Block):
    """The document the plan was transcribed from."""

    document: Text = Field(description="The title of the document.")
    publisher: Text = Field(description="Who published it.")
    pages: Number | None = Field(None, description="The number of its pages.")
    url: Text | None = Field(None, description="Where it was published.")
    license: Text | None = Field(None, description="The licence it names, if it names one.")
    contact: list[Text] = Field([], description="Whom to ask, line by line, as published.")
    note: Text | None = Field(None, description="How it was transcribed.")
    damage: list[DamageBlock] = Field([], description="Where the published copy was damaged.")


class PhaseBlock(Block):
    """A phase of the whole plan."""

    id: PhaseId = Field(description="The phase.")
    title: Text = Field(description="The phase as published.")
    aims: list[Text] = Field([], description="What is done in this phase, as published.")


class CategoryBlock(Block):
    """A category of safety services."""

    id: Category = Field(description="The category.")
    title: Text = Field(description="The category as published.")
    text: Text = Field(description="What it means, as published.")


class TermBlock(Block):
    """A word of the plan that the documents themselves spell out."""

    term: Text = Field(description="The word or abbreviation.")
    meaning: Text = Field(description="What the documents say it means.")
    source: Text | None = Field(None, description="Where they say so.")


class DepartmentBlock(Block):
    """A department that steps name."""

    id: DepartmentId = Field(description="Lower-case letters, digits and dashes; never changed.")
    name: Text = Field(description="The name as published.")
    aliases: list[Text] = Field([], description="Other spellings people use or documents hold.")


class RevisionBlock(Block):
    """A recorded move of a deadline."""

    from_: OptionalDay = Field(alias="from", description="The deadline before; empty for none.")
    to: OptionalDay = Field(description="The deadline after; empty for none.")
    on: Day = Field(description="The day of the decision.")
    reason: Text = Field(description="Why the deadline moved.")


class StepBlock(Block):
    """One action step."""

    id: StepId = Field(description="The section's id and a number; never renumbered or reused.")
    status: StatusName = Field(description="The status, in its printed form.")
    completed: OptionalDay = Field(None, description="The day it was completed.")
    evidence: list[Text] = Field([], description="Addresses or names of documents that show it.")
    reason: Text | None = Field(None, description="Why it was excluded, reopened or the like.")
    note: Text | None = Field(None, description="A remark for readers.")
    action: Text = Field(description="The text of the step, exactly as published.")
    items: list[Text] = Field([], description="The sub-items of the published step.")
    lead: DepartmentName | None = Field(None, description="The department that leads.")
    departments: list[DepartmentName] = Field([], description="The departments, by their ids.")
    deadline: OptionalDay = Field(None, description="The current deadline, YYYY-MM-DD.")
    revisions: list[RevisionBlock] = Field(
        [], description="The recorded moves of the deadline, oldest first."
    )
    page: Number | None = Field(None, description="The page of the published plan.")
    needs_review: NeedsReviewBlock | None = Field(
        None, description="What a person must check against the printed plan."
    )


class GoalBlock(Block):
    """A goal and the steps toward it."""

    title: Text = Field(description="The goal as published.")
    steps: list[StepBlock] = Field(description="The action steps, in the order published.")


class SectionBlock(Block):
    """A section of the published table."""

    id: SectionId = Field(
        description="New steps of the section begin with it; a step that moves keeps its id."
    )
    title: Text = Field(description="The section's title as published.")
    category: Category | None = Field(
        None, description="The category of services, where the plan makes it plain."
    )
    needs_review: NeedsReviewBlock | None = Field(
        None, description="What a person must check against the printed plan."
    )
    goals: list[GoalBlock] = Field(description="The goals, in the order published.")


class PlanFile(Block):
    """A public plan: its sections, goals and action steps."""

    schema_version: SchemaVersion = Field(description="The version of this format.")
    title: Text = Field(description="The title of the plan.")
    phase: Text = Field(description="The phase the plan covers.")
    began: When | None = Field(
        None,
        description="When the work the plan is based on was published; no deadline lies before it.",
    )
    timezone: Zone = Field(description="The time zone the plan's days are counted in.")
    source: SourceBlock | None = Field(None, description="The document transcribed.")
    phases: list[PhaseBlock] = Field([], description="The phases of the whole plan.")
    categories: list[CategoryBlock] = Field([], description="The categories of services.")
    glossary: list[TermBlock] = Field([], description="Words the documents spell out.")
    departments: list[DepartmentBlock] = Field(description="The departments that steps name.")
    sections: list[SectionBlock] = Field(description="The sections, in the order published.")

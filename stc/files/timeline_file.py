"""The timeline file as people write it. The order of the fields here is the order in the file."""

from pydantic import Field

from stc.files.field_types import SchemaVersion, State, StepId, Text, When
from stc.files.plan_file import Block, NeedsReviewBlock


class ItemBlock(Block):
    """One line of an entry."""

    text: Text = Field(description="The line as published.")
    items: list[Text] = Field([], description="The lines below it, as published.")


class EntryBlock(Block):
    """One entry of the timeline."""

    when: When = Field(description="The period in EDTF, such as 2024-03/2024-05 or 2024-22.")
    label: Text = Field(description="The period as published.")
    state: State = Field(description="Whether it happened or was planned when it was written.")
    title: Text = Field(description="The title as published.")
    items: list[ItemBlock] = Field(
        [], description="The lines of the entry, in the order published."
    )
    steps: list[StepId] = Field([], description="The action steps it is about.")
    source: Text | None = Field(None, description="Where it was published, if not with the rest.")
    note: Text | None = Field(None, description="A remark for readers.")
    needs_review: NeedsReviewBlock | None = Field(
        None, description="What a person must check against the published page."
    )


class TimelineFile(Block):
    """The progress timeline of a public plan."""

    schema_version: SchemaVersion = Field(description="The version of this format.")
    title: Text = Field(description="The title of the timeline.")
    source: Text | None = Field(None, description="The document transcribed.")
    note: Text | None = Field(None, description="A remark for readers.")
    entries: list[EntryBlock] = Field(description="The entries, in the order published.")

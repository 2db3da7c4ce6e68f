"""The commands, in the order of the help. A new command is a module and a line here."""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command: its name, its panel of the help, and a summary of one line.

    The module `stc.cli.commands.<name>` is imported only when the command runs.
    """

    name: str
    panel: str
    summary: str

    @property
    def module(self) -> str:
        """The module that runs it."""
        return f"stc.cli.commands.{self.name.replace('-', '_')}"


COMMANDS = (
    CommandEntry("overdue", "Ask", "List the open steps whose deadline has passed, worst first."),
    CommandEntry("due", "Ask", "List the open steps that are due soon, soonest first."),
    CommandEntry("list", "Ask", "List the action steps."),
    CommandEntry("show", "Ask", "Show everything about a step."),
    CommandEntry("summary", "Ask", "Count the steps by status, section and department."),
    CommandEntry("departments", "Ask", "List the departments and the names they go by."),
    CommandEntry("slips", "Ask", "List the deadlines that moved: how far, when and why."),
    CommandEntry("scorecard", "Ask", "Count the promises kept on time, kept late or not kept yet."),
    CommandEntry("timeline", "Ask", "Show what happened and what was planned."),
    CommandEntry("measures", "Ask", "List the measures: what was read last, and the targets."),
    CommandEntry("diff", "History", "Show what changed between two versions of the plan."),
    CommandEntry("history", "History", "Show every change: when, by whom, from what to what."),
    CommandEntry("stale", "History", "List the steps with no word for a long time."),
    CommandEntry("report", "Publish", "Report to a meeting: done, slipped, overdue and due."),
    CommandEntry("site", "Publish", "Build the public dashboard as static pages."),
    CommandEntry("export", "Publish", "Write the steps to a file: CSV, Excel, calendar, …"),
    CommandEntry("set-status", "Change", "Change the status of steps, and nothing else."),
    CommandEntry("set-deadline", "Change", "Move a deadline and record the reason."),
    CommandEntry("set", "Change", "Change another field of steps: tags, departments, wording, …"),
    CommandEntry("set-lead", "Change", "Record which department leads a step."),
    CommandEntry("update", "Change", "Record what was done: a dated update of a step."),
    CommandEntry("confirm", "Change", "Confirm that what the plan says of steps is still true."),
    CommandEntry("verify", "Change", "Record the status that an outside body finds."),
    CommandEntry("record", "Change", "Record a reading of a measure, with its source."),
    CommandEntry("set-target", "Change", "Set or move a target of a measure, with the reason."),
    CommandEntry("sheet", "Change", "Write a spreadsheet in which a department reports."),
    CommandEntry("apply", "Change", "Record what was reported in a spreadsheet."),
    CommandEntry("intake", "Change", "Record a report that came by the form in a browser."),
    CommandEntry("add", "Change", "Add a step, a goal, a section or a department."),
    CommandEntry("edit", "Change", "Edit one step in your editor; checked before it is written."),
    CommandEntry("move", "Change", "Move a step to another goal or section; its id stays."),
    CommandEntry("undo", "Change", "Put the plan's files back as in the last commit."),
    CommandEntry("init", "Begin", "Begin a plan: a small file to fill in, and its checks."),
    CommandEntry("import", "Begin", "Make a plan from a table, by rules."),
    CommandEntry("forms", "Begin", "Write the form by which people report from a browser."),
    CommandEntry("validate", "Guard", "Check the plan and the timeline."),
    CommandEntry("explain", "Guard", "Explain the rules, each with a bad and a good example."),
    CommandEntry("fmt", "Guard", "Put the plan and its files into the canonical layout."),
    CommandEntry("schema", "Guard", "Print the JSON Schema of a file."),
    CommandEntry("help", "Find your way", "Show the commands, or the options of one."),
    CommandEntry("completion", "Find your way", "Print the script that completes with Tab."),
)

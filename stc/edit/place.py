"""Where a step belongs: its section and goal, as typed, and its list in the file."""

from stc.errors import UsageProblem
from stc.files.places import KeyPath
from stc.plan.model import Goal, Plan, Section
from stc.plan.resolve import NONE, find_goals, resolve_goals
from stc.text.nearest import quote


def find_place_of_step(
    plan: Plan, section: Section | None, typed: str | None, option: str = "--section"
) -> tuple[Section, Goal | None]:
    """Return the section and the goal that a step is put into.

    Args:
        plan: The plan.
        section: The section that was named, or None.
        typed: The goal that was named by its id, its title or a part of it; `none` for no goal.
        option: The option that names the section.

    Raises:
        UsageProblem: They are unknown, mean several goals, or leave the choice between goals.
    """
    if typed is not None and typed.lower() != NONE:
        goals = resolve_goals(plan, [typed])
        if section is not None:
            goals = tuple(goal for goal in goals if goal.section == section)
            if not goals:
                (elsewhere, *_) = find_goals(plan, typed)
                raise UsageProblem(
                    f"{quote(typed)} is a goal of {elsewhere.section.id}, not of {section.id}.",
                    f"Name its own section, or leave {option} out.",
                )
        if len(goals) > 1:
            listed = "; ".join(f"{goal.section.id}: {quote(goal.title)}" for goal in goals[:5])
            raise UsageProblem(
                f"{quote(typed)} means {len(goals)} goals: {listed}.",
                f"Write the whole title, and {option}.",
            )
        return goals[0].section, goals[0]
    if section is None:
        raise UsageProblem(
            f"Neither {option} nor --goal is given.", "Name the goal, or the section without one."
        )
    goals = tuple(goal for goal in plan.goals if goal.section == section)
    has_own = any(step.section == section and step.goal is None for step in plan.steps)
    if typed is None and goals and not has_own:
        listed = "; ".join(quote(goal.title) for goal in goals[:5])
        raise UsageProblem(
            f"The steps of {section.id} belong to goals: {listed}.",
            f"Name one with --goal, or write --goal {NONE} for a step of the section itself.",
        )
    return section, None


def locate_list_of(plan: Plan, section: Section, goal: Goal | None) -> KeyPath:
    """Return the path to what holds the steps of a goal, or of a section itself."""
    place = plan.sections.index(section)
    if goal is None:
        return ("sections", place)
    goals = [goal for goal in plan.goals if goal.section == section]
    return ("sections", place, "goals", goals.index(goal))

"""The words of the pages, in English, and how they reach the templates.

A template prints `words.name`, and `heads.name` where it is a heading of what the plan counts;
both are in the words of the plan (`Vocabulary.say`, `Vocabulary.head`). A sentence has `{places}`:
`{{ words.as_of|fill(day=as_of|longday) }}`. A pair is a sentence for 1 and one for other numbers,
which `fill` takes first and puts in as `{number}`. A place has no name that is a word of the plan
(`step`, `section`, `goal`, `department`).
"""

import re
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from stc.text.escape import escape_control

if TYPE_CHECKING:
    from markupsafe import Markup

Word = str | tuple[str, str]
_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


class English:
    """The words, by the template they are in; those of several templates come first."""

    # several pages
    numbers_in = "The numbers of this page can be recounted from {link}."
    overview = "Overview"
    steps = "Steps"
    sections = "Sections"
    status = "Status"
    all_its_steps = "All its steps"
    how_counted = "How steps are counted"
    updates = "Updates"

    # registry.py
    changes = "Changes"
    slips = "Slips"
    scorecard = "Scorecard"
    timeline = "Timeline"
    data = "Data"
    about = "About"

    # base.html and frame.html
    skip = "Skip to the main content"
    pages = "Pages"
    logo = "Logo of the publisher"
    as_of = "As of {day}"
    phase_as_of = "{phase}, as of {day}"
    more_pages = "More"
    as_of_revision = "As of {day}. Revision {revision} of the plan."
    as_of_no_revision = "As of {day}. The plan has no git revision."
    from_document = "From “{document}”, published by {publisher}."
    about_link = "About"
    accessibility_link = "accessibility"
    data_link = "data"
    made_with = "Made with stc {version}, from plain text."

    # not_found.html
    no_page_title = "Page not found"
    no_page = "There is no page at this address."
    address_of_step = "The address of a step is {path} and its id in capital letters: {example}."
    steps_are_in = "All steps are in {link}."
    list_of_steps = "the list of steps"
    start_from = "Or start from {link}."
    the_overview = "the overview"

    # headings.html and heading.html
    counts_by = "A step counts in the {by} it names, or else in that of its section."
    steps_by = "Steps by {by}"

    # data.html and data.py
    steps_csv = "Action steps, CSV"
    steps_csv_holds = "One row per step, with everything known about it. Departments share a cell."
    long_csv = "Action steps by department, CSV"
    long_csv_holds = (
        "One row per step and department, to count by department. A step with three departments has"
        " three rows."
    )
    workbook = "Action steps, Excel workbook"
    workbook_holds = (
        "A table with filters, a sheet for each section, and one that explains the terms."
    )
    steps_json = "Action steps, JSON"
    steps_json_holds = (
        "The same for programs. Every field is always present, and its name never changes."
    )
    calendar = "Deadlines, iCalendar"
    calendar_holds = (
        "A day in the calendar for each deadline. A calendar that subscribes to this address moves"
        " with it. Each department has its own, beside its page."
    )
    updates_csv = "Updates, CSV"
    updates_csv_holds = "One row per update: what departments reported of the steps, newest first."
    package_description = "The description of these files"
    data_lead = (
        "The whole plan as files, as of {day}. The addresses stay the same; the files are renewed"
        " with every edition."
    )
    data_lead_revision = (
        "The whole plan as files, as of {day}, revision {revision}. The addresses stay the same;"
        " the files are renewed with every edition."
    )
    start_here = "Start here"
    table_each = "A table for each thing"
    table_each_text = (
        "These CSV files refer to each other by ids, and nothing is in two of them. The description"
        " says what every column means. Together they are a {link}."
    )
    data_package = "Data Package"
    package_files = "Files of the data package"
    package_caption = ("{number} file of the data package", "{number} files of the data package")
    file = "File"
    what_it_holds = "What it holds"
    size = "Size"
    for_portals = "For data portals"
    for_portals_text = (
        "{link} lists all of these files in the form that open-data portals read (DCAT-US 1.1)."
    )
    columns_mean = "What the columns mean"
    columns_mean_text = (
        "Overdue, due and review due are calculated for the as-of day and are not in the plan"
        " itself; {link} explains how. Steps that are excluded are in the files, with their status."
    )
    columns_how = "how steps are counted"
    first_deadlines = (
        "The first deadline in these files is the first one that git or the plan's file knows, as"
        " on the pages of this site. What the plan's file alone records is in the columns {first}"
        " and {revisions}."
    )

    # about.html
    about_title = "About this site"
    about_lead = (
        "This site shows how far the {title} has come, and which of its deadlines were kept, moved"
        " or missed."
    )
    about_lead_phase = (
        "This site shows how far the {title}, {phase}, has come, and which of its deadlines were"
        " kept, moved or missed."
    )
    about_made = (
        "Every page is made from one text file that holds the plan, as of {day}. Nothing here was"
        " calculated by hand."
    )
    about_made_revision = (
        "Every page is made from one text file that holds the plan, as of {day}, at revision"
        " {revision}. Nothing here was calculated by hand."
    )
    statuses_mean = "What each status means"
    statuses = "Statuses"
    meaning = "Meaning"
    open = "Open"
    counted_in_shares = "Counted in shares"
    past_its_date = "Past its date"
    yes = "Yes"
    no = "No"
    overdue = "Overdue"
    review_due = "Review due"
    nothing = "Nothing"
    open_step = (
        "An open step is not finished yet. A status is what was reported; it is never worked out"
        " from a date."
    )
    deadlines_judged = "How deadlines are judged"
    overdue_means = (
        "The step is open, and its deadline is before the as-of day. A step that is due on that"
        " very day is not overdue. The days are counted from the deadline to the as-of day."
    )
    review_due_means = (
        "The step is ongoing, and its date has passed. It has no end, so it is never counted as"
        " overdue. It is always listed separately."
    )
    undated = "Undated"
    undated_means = (
        "The step is open and has no deadline. It can never be overdue, so it is counted"
        " separately."
    )
    due_soon = "Due in 90 days"
    due_soon_means = "The step is open, and its deadline is at most 90 days after the as-of day."
    needs_review = "Needs review"
    needs_review_means = (
        "The published copy is damaged or unclear here. A person must check it against the printed"
        " plan."
    )
    last_word = "Last word"
    last_word_means = (
        "The newest day up to the as-of day on which something was recorded of a step: an update by"
        " a department, or a move of its deadline. Without one, it is the day of the printed"
        " statuses, where the source says it. Open and ongoing steps are counted, because somebody"
        " should report on those."
    )
    slip = "Slip"
    slip_means = (
        "The days from the first deadline a step ever had to its current one. The first deadline"
        " stays on record for ever. Every recorded move has a day and a reason."
    )
    shares_name_totals = (
        "Every share names the total it is a part of: {share} is {part} of {whole}."
    )
    share_of_status = (
        "The share of a status is that of all steps except the excluded ones: {counted} of {all},"
        " with {excluded} excluded."
    )
    share_of_open = (
        "The shares of overdue, due and undated steps are those of the {open}: not started, being"
        " planned or in progress."
    )
    share_of_open_own = (
        "The shares of overdue, due and undated steps are those of the {open}: {names}."
    )
    never_added = "Complete and in progress are never added together."
    never_added_own = "{names} are never added together."
    rounded = "A percentage is rounded, but never up to 100 or down to 0 where it is neither."
    counts_once = (
        "A step with several departments counts once in the plan, and once in each of its"
        " departments. The counts of the departments cannot be added up."
    )
    as_of_zone = "The as-of day is a day in the time zone of the plan, {zone}."
    where_from = "Where the plan comes from"
    document_by = "“{document}”, published by {publisher}."
    document_by_pages = (
        "“{document}”, published by {publisher}, {number} page.",
        "“{document}”, published by {publisher}, {number} pages.",
    )
    licence = "Licence: {licence}"
    no_licence = "The publisher names no licence."
    no_document = "The plan does not say from which document it was taken."
    contact = "Contact"
    as_published = "As published:"
    no_contact = "The plan names no contact."
    accessibility = "Accessibility"
    made_to_meet = (
        "This site is made to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA."
    )
    works_without_script = (
        "Everything can be read and reached without JavaScript. With it, lists of steps can be"
        " filtered and sorted."
    )
    works_with_keyboard = (
        "Everything works with a keyboard alone, on a screen 320 pixels wide, and at 200% text"
        " size."
    )
    not_by_colour = "Nothing is shown by colour alone. Each bar is beside the number it shows."
    follows_settings = (
        "It follows your settings for light or dark, high contrast and reduced motion. It prints"
        " well."
    )
    tables_scroll = "Wide tables scroll on their own. The data can also be {link}."
    downloaded = "downloaded"
    checked_last = (
        "The pages that stc makes were checked last on {day} with {tool} {version}: a page of"
        " every kind of a plan made for it, {widths} pixels wide, light and dark, with and without"
        " JavaScript. It found {number} fault against these guidelines. A program finds only some"
        " barriers; people find the others.",
        "The pages that stc makes were checked last on {day} with {tool} {version}: a page of"
        " every kind of a plan made for it, {widths} pixels wide, light and dark, with and without"
        " JavaScript. It found {number} faults against these guidelines. A program finds only some"
        " barriers; people find the others.",
    )
    and_between = " and "
    barrier = (
        "The texts of the plan are shown as they were published, so their language may be hard to"
        " read."
    )
    barrier_report = "If something here is a barrier for you, please write to {link}."
    barrier_contact = "If something here is a barrier for you, please write to the {link}."
    barrier_nobody = "The plan names nobody to write to about a barrier."
    contact_above = "contact above"
    privacy = "Privacy"
    privacy_text = (
        "The pages load nothing from other sites, set no cookies and do not track their readers."
        " What the server records is for its owner to say."
    )

    # overview.html
    promised_and_done = "Promised and done"
    promised_subtitle = (
        "Steps whose first deadline has passed, and how many of those same steps were complete,"
        " {first} to {last}."
    )
    the_numbers = "The numbers, and how they are counted"
    promised_table = "Steps promised by their first deadline, and done"
    day = "Day"
    promised = "Promised"
    done = "Done"
    not_done = "Not done"
    promised_counted = (
        "A step is promised from the day after its first deadline, in the plan of that day; later"
        " moves of the deadline change nothing. Steps that were taken out of the plan, that have no"
        " end or that never had a deadline are not promised. Both lines count the same steps: one"
        " that is done early joins both when its first deadline has passed."
    )
    overdue_longest = "Overdue the longest"
    due_next = "Due next"
    none_overdue = "None of {open} is overdue."
    none_due = "None of {open} is due by {last}."
    all_of_list = ("The one step", "All {number} steps")
    by_status = "By status"
    steps_by_status = "Steps by status"
    of_counted = "Of {counted} counted"
    not_counted = "{count} not counted"
    by_section = "By section"
    steps_by_section = "Steps by section"
    all_sections = "All {count} sections"
    sections_and_goals = "Sections and their goals"
    by = "By {by}"
    all_number = "All {count} {plural}"
    what_last_word = "What a last word is"
    changed_lately = "What changed lately"

    # step.html
    report = "Report progress or a mistake"
    report_progress = "Report progress"
    report_by_form = "{link} with a form. It needs an account at GitHub, and your report is public."
    changes_of_status = "Changes of the status, newest first"
    commit = "Commit"
    day_head = "Day"
    days_head = "Days"
    deadline = "Deadline"
    disagree = "The file and git disagree:"
    from_head = "From"
    in_document = "“{document}”, published by {publisher}"
    is_lead = "(lead)"
    message = "Message"
    moves_of_deadline = "Moves of the deadline"
    moves_oldest_first = "Moves of the deadline, oldest first"
    next_step = "Next step"
    no_move = "{day}; no move is known"
    no_move_known = "No move of the deadline is known."
    no_updates = "No department has reported on this step."
    none_recorded = "None recorded"
    not_in_plan = "Not in the plan"
    number_earlier = ("{number} earlier", "{number} earlier")
    number_later = ("{number} later", "{number} later")
    page_of_document = "Page {page} of “{document}”, published by {publisher}"
    page_of_plan = "Page {page} of the published plan"
    previous_step = "Previous step"
    published_plan = "Published plan"
    reason = "Reason"
    start_day = "Start"
    status_history = "Status history"
    steps_beside = "Steps beside this one"
    to_head = "To"
    under = "Under"
    updates_of_step = (
        "What departments reported, newest first. A verification is the word of a voice that is not"
        " among the departments of the step; it never changes the status."
    )

    # removed.html and removed_step.html
    taken_out = "Taken out of the plan"
    removed_lead = "A promise never vanishes: each of these steps keeps its page and its address."
    nothing_removed = "No step was taken out of the plan."
    added_steps = "Added to the plan"
    added_lead = "These steps were not in the first version of the plan that git knows, of {day}."
    under_another_id = "Under another id"
    renamed_lead = "The text of these steps went on under a new id in the same change."
    is_now = "{old} is {new} now."
    more_added = "And {count} more."
    removed_tag = "Removed"
    no_reason_tag = "Taken out, no reason given"
    removed_on = "Taken out of the plan on {day}."
    removed_pending = "Taken out of the plan, in a change that is not committed yet."
    removed_unknown = "Taken out of the plan; git does not show in which change."
    renamed_on = "This id was given up on {day}."
    renamed_pending = "This id was given up, in a change that is not committed yet."
    reason_is = "Reason: “{reason}”"
    no_reason_given = "No reason given."
    stays = "This page stays so that the promise can still be read."
    now_under = "The step goes on as {link}."
    in_full = "In full"
    items_of_step = "Items of this step"
    facts = "Facts"
    last_status = "Last status"
    first_deadline = "First deadline"
    last_deadline = "Last deadline"
    completed = "Completed"
    departments = "Departments"
    department = "Department"
    lead = "Lead"
    section = "Section"
    goal = "Goal"
    note = "Note"
    evidence = "Evidence"
    left_on = "Left the plan"
    none = "None"
    none_named = "None named"
    not_committed = "Not committed yet"
    not_known = "Not known"
    history = "History"
    by_whom = "by {author}"

    # steps.html and search.html
    lists_of_steps = "Lists of steps"
    filter = "Filter"
    by_deadline = "By deadline"
    or_by = "Or by"
    all = "All"
    no_such_steps = "There are no such steps as of {day}."
    search_for = "Search words, id or department"
    search = "Search"
    any = "Any"
    sort_by = "Sort by"
    sort_plan = "Order of the plan"
    sort_first = "Deadline, first to last"
    sort_last = "Deadline, last to first"
    clear_filters = "Clear filters"
    filter_these = "Search, filter and sort these steps"

    # search.html, what search.js says: it fills the places with a dollar sign
    answer_count = "$number of $all steps"
    answer_gone = "and $number that left the plan"
    answer_query = "with “$q”"
    answer_sorted = "sorted by $by"
    answer_set = "($number set)"
    answer_label = "What was found"
    answer_more = "Show $number more of $left"
    answer_loading = "Searching …"
    answer_refused = "Write a word, or a phrase between two double quotes."
    answer_failed = "The search index could not be loaded. The lists below hold all steps."

    # sections.html and section.html
    steps_by_section_part = "Steps by section, part {part}"
    category_is = "Service category: {category}."
    goals = "Goals"
    phase_is = "Phase: {phase}."
    share_complete = "{share} complete"
    steps_of_section = "Steps of the section"
    toward_goal = "Steps toward goal {name}"

    # departments.html and department.html
    open_spreadsheet = (
        "Open it in Excel, LibreOffice or another spreadsheet program. Its first sheet explains"
        " what to do."
    )
    by_department_small = "Promised and done, by department"
    small_subtitle = (
        "{first} to {last}; each picture is as high as what was promised by now. Most unfinished"
        " first."
    )
    promised_by_first = "promised by the first deadline"
    done_key = "done"
    small_done = "{done} promised done"
    overdue_flag = "{count} overdue"
    nothing_promised = "Nothing promised by now: {names}."
    in_numbers = "In numbers"
    also_called = "Also called {names}."
    it_has_no_overdue = "It has no overdue step."
    it_has_none_due = "It has no step due in the next 90 days."
    steps_by_department = "Steps by department"
    first_of_list = "These are the first {most} of {count}. All of them are in the list below."
    contact_link = "contact"
    fill_spreadsheet = "Fill in the yellow columns where there is something to report, and save it."
    no_step_names_it = "No step names it."
    send_spreadsheet = (
        "Send it to the owner of the plan. Nothing changes in the plan before the owner has checked"
        " it."
    )
    send_to_contact = (
        "Send it to the owner of the plan ({link}). Nothing changes in the plan before the owner"
        " has checked it."
    )
    spreadsheet = "Report with a spreadsheet"
    the_data = "the data"
    updates_cut = (
        "What it reported, newest first. These are the newest {most} of {count}; {link} have all of"
        " them."
    )
    updates_of_department = "What it reported, newest first."
    with_spreadsheet = (
        "{link} (Excel workbook, {size}). It has a row for each step of this department."
    )

    # scorecard.html
    promises_due = "Promises that have come due"
    each_bar = (
        "Each bar is 100% of the steps whose deadline has passed: above by the first deadline,"
        " below by today’s."
    )
    kept_of = "{kept} of {due} kept"
    kept_not_due = "{kept} of {due} kept; {later} not due yet"
    not_in_bars = (
        "Not in the bars: steps that are not due yet, that never had a deadline, that have no end"
        " or that were taken out of the plan."
    )
    numbers_of_bars = "The numbers of the bars"
    no_deadline_passed = "No deadline has passed before {day}."
    the_whole_plan = "The whole plan"
    promises_whole = "Promises, the whole plan"
    promises_share = "Promises, each as a share of {counted}"
    promise = "Promise"
    against_current = "Against the current deadline"
    against_first = "Against the first deadline"
    classes_mean = "What the classes mean"
    one_class_git = (
        "Each step is in exactly one class. The current deadline is the one that stands now. The"
        " original deadline is the first that was promised, which is the first that git knows."
    )
    one_class_file = (
        "Each step is in exactly one class. The current deadline is the one that stands now. The"
        " original deadline is the first that was promised, as the plan's file records it."
    )
    no_move_git = (
        "The plan's file records no move of a deadline, and git saw none. The original deadlines"
        " are the current ones, and the tables below hold for both."
    )
    no_move_file = (
        "The plan's file records no move of a deadline. The original deadlines are the current"
        " ones, and the tables below hold for both."
    )
    by_department = "By department"
    part_of_section = "Each number is a part of the counted steps of the section."
    part_of_department = (
        "Each number is a part of the counted steps that name the department. A step with several"
        " departments counts once in each."
    )

    # slips.html
    without_deadline = "no deadline"
    from_to = "{before} to {after}"
    recorded_on = "Recorded {day}: {reasons}"
    moved_part = (
        "Steps {first} to {last} of {whole} whose deadline moved. Sorting covers only this page of"
        " the list."
    )
    no_longer = "(no longer in the plan)"
    first_to_today = "From the first deadline to today’s"
    one_line = "One line a step, longest move first."
    not_all_drawn = "{count} of {whole} are drawn; the table below has all of them."
    first_deadline_key = "first deadline"
    moved_with_reason = "moved with a reason"
    moved_without = "moved without one"
    how_slips_counted = "How moves are counted"
    slip_rule = (
        "A deadline may move, but the first one stays on record. Every recorded move has a day and"
        " a reason. A slip is the number of days from the first deadline to the current one; later"
        " and earlier ones are never added up together. A small dot is a move between."
    )
    silent_rule = (
        "A move is without a reason (silent) if git saw the deadline change and the same change"
        " recorded no reason."
    )
    every_move = "Every move"
    first_deadline_head = "First deadline"
    todays = "Today’s"
    days_later = "Days later"
    moves_and_reasons = "Moves and reasons"
    not_countable = "not countable"
    file_and_git = "File and git disagree"
    in_all = "In all"
    by_section_and_department = "By section and by department"
    counts_in_each = "A step with several departments counts once in each of them."
    left_not_here = "Steps that left the plan are not in these tables."

    # changes.html
    moves_in_file = "The moves of deadlines that the plan's file records are on the {link} page."
    slips_link = "slips"
    only_some_kinds = "Show only some kinds"
    parts_of_history = "Parts of the history"
    parts_again = "Parts of the history, again"
    list_comes_from = "Where this list comes from"
    days_in_zone = "Days are in the plan's time zone, {zone}."

    # events.html
    and_more_of_kind = "and {counted} more"
    and_more = "and {count} more"
    keeps_page = "It keeps its page."
    both_wordings = "See both wordings"
    both_wordings_of = "See both wordings ({field})"
    of_about = "of {about}"
    evidence_is = "Evidence:"
    evidence_for = "evidence for {about}"
    git_not_asked = "git was not asked about this plan."
    all_changes = "All changes"
    also_changed = "Also: {counted}."
    follow_plan = "Follow this plan"
    follow_department = "Follow this department"
    feed_of_changes = "feed of changes"
    calendar_of_deadlines = "calendar of deadlines"
    subscribe = "subscribe"
    only_one_department = "only one department"

    # timeline.html
    no_timeline = "No timeline is published with this plan."
    above_and_below = "What is still to come is above today; what happened is below, newest first."
    happened = "happened"
    planned = "planned"
    planned_or_not = "planned, or not confirmed"
    nobody_confirmed = "was planned, nobody confirmed it"
    steps_due = ("{number} step due:", "{number} steps due:")
    steps_of_entry = "Action steps:"
    entry_days = "{first} to {last}"
    entry_source = "source: {source}"
    entry_note = "note: {remark}"
    today_is = "Today, {day}"

    # macros.html
    turnover_since = "Since the first version on record, of {day}:"
    steps_added = ("{number} step was added", "{number} steps were added")
    steps_removed = ("{number} step was taken out", "{number} steps were taken out")
    and_word = "and"
    step = "Step"
    page = "Page"
    pages_of_list = "Pages of this list"
    days_overdue = ("{number} day overdue", "{number} days overdue")
    no_deadline = "No deadline"
    deadlines_moved = "Deadlines moved"
    of_counted_steps = ("of {number} step", "of {number} steps")
    of_open_steps = ("of {number} open step", "of {number} open steps")
    the_next = "the next on {day}"
    of_dated = "of {whole}"
    of_dated_silent = "of {whole}; {silent} without a reason"
    beside_review = ("{counted} is due for review", "{counted} are due for review")
    beside_undated = (
        "{counted} has no deadline and can never be overdue",
        "{counted} have no deadline and can never be overdue",
    )
    beside_late_to_start = ("{counted} is late to start.", "{counted} are late to start.")
    beside_needs_review = (
        "{counted} needs a check against the printed plan",
        "{counted} need a check against the printed plan",
    )
    beside_unmet = "{counted} ended without being done."
    beside_excluded = (
        "{counted} is not counted; there are {all} in all.",
        "{counted} are not counted; there are {all} in all.",
    )
    done_of_counted = "{done} of counted"
    overdue_of_open = "Overdue of open"
    due_day = "due {day}"
    steps_range = "Steps {first} to {last} of {whole}."
    breadcrumbs = "Breadcrumbs"
    kind_means = "The step {meaning}."
    needs_check = "Needs a check against the printed plan:"
    no_reason_recorded = "No reason recorded."
    silent = "Silent"
    silent_seen = "No reason recorded. Seen {when}in commit {commit} by {author}."
    status_since = "{status} since {day}"
    whole_plan = "On the plan as a whole:"


WORDS: Final[dict[str, Word]] = {
    name: word for name, word in vars(English).items() if not name.startswith("_")
}


def name_words(rename: Callable[[str], str]) -> SimpleNamespace:
    """Return the words by their names, each put into the words of a plan."""
    return SimpleNamespace(**{name: _rename(word, rename) for name, word in WORDS.items()})


def _rename(word: Word, rename: Callable[[str], str]) -> Word:
    if isinstance(word, str):
        return escape_control(rename(word))
    return escape_control(rename(word[0])), escape_control(rename(word[1]))


def fill(word: Word, number: int | None = None, **values: Any) -> "Markup":
    """Return a sentence with its places filled; what is not markup yet is escaped.

    Args:
        word: The sentence, or the pair of which the number chooses one.
        number: The number, which also fills `{number}`.
        values: What fills the other places. What the plan calls its parts may look like a place,
            so one without a value stays as it is.
    """
    from markupsafe import Markup, escape

    if not isinstance(word, str):
        word = word[0] if number == 1 else word[1]
    if number is not None:
        values["number"] = f"{number:,}"
    parts = [*_split(word)]
    for at in range(1, len(parts), 2):
        name = parts[at]
        parts[at] = escape(values[name]) if name in values else f"{{{name}}}"
    return Markup("".join(parts))


@cache
def _split(word: str) -> list[str]:
    """Return the texts of a sentence, escaped, and between them the names of its places."""
    from markupsafe import escape

    return _PLACE.split(str(escape(word)))

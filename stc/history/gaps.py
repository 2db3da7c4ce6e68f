"""Sentences on what git does not know of the history of a plan."""

import shlex
from collections.abc import Iterator

from stc.history.commit_range import CommitRange
from stc.history.log import Log, Skip
from stc.history.times import describe_shifts, find_shifts
from stc.text.plural import count_noun

_MOST_TOLD = 3


def describe_gaps(log: Log, skipped: tuple[Skip, ...], span: CommitRange) -> tuple[str, ...]:
    """Return sentences on skipped versions and on the part of the history that git lacks.

    Commits that count on a later day than their date are named, too.
    """
    lines = [
        f"Version {skip.commit.id[:9]} of {span.day_of(skip.commit)} ({skip.commit.author}) is"
        f" skipped because {skip.clause}."
        for skip in skipped
    ]
    if skipped:
        lines.append("The version after a skipped one is compared with the last valid one.")
    versions = (version.commit for version in log.listed if span.accepts(version.commit))
    lines += describe_shifts(find_shifts(versions), span.zone)
    lines += _describe_beginning(log, span)
    if log.is_shallow:
        lines.append(
            "This checkout is shallow, so older commits are missing (git fetch --unshallow)."
        )
    return tuple(lines)


def _describe_beginning(log: Log, span: CommitRange) -> Iterator[str]:
    """Return sentences on an earlier history that was not followed."""
    for version in log.listed:
        past, commit = version.unfollowed, version.commit
        if past is None:
            continue
        yield (
            f"The record of {version.path} begins with {commit.id[:9]} of {span.day_of(commit)}."
        )
        if past.problem:
            yield f"Its earlier history is not known: {past.problem}"
        if past.copied:
            yield f"It began as a copy of {past.copied}, which still exists with its own record."
        others = list(past.others.items())
        for path, at in others[:_MOST_TOLD]:
            yield (
                f"Its earlier history may be that of {path}, which is gone:"
                f" stc history --plan {shlex.quote(path)} --at {at[:9]}"
            )
        if len(others) > _MOST_TOLD:
            more = count_noun(len(others) - _MOST_TOLD, "other plan")
            yield f"Or it may be that of {more}."


def describe_first_version(log: Log, span: CommitRange, since: str | None) -> tuple[str, ...]:
    """Return a sentence if the range asked for begins before the first version."""
    if (
        since is None
        or not log.listed
        or any(version.commit.id in span.before for version in log.listed)
    ):
        return ()
    first = log.listed[0].commit
    day = span.day_of(first)
    return (
        f"git has no version of this plan before {since}. The first one, of {day}"
        f" ({first.id[:9]}), is used instead.",
    )

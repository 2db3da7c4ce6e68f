"""Markdown (GitHub flavour), with all text of the plan escaped."""

import re
from itertools import pairwise

from stc.output.formats.cells import format_cell, format_context
from stc.output.registry import Screen
from stc.text.addresses import is_address
from stc.text.escape import escape_control
from stc.views.view import (
    Block,
    Cell,
    Column,
    Details,
    Rewordings,
    Sentences,
    Table,
    Verbatim,
    View,
)

# Parentheses and "!" mean something only beside a bracket, and brackets are made inert.
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>|~$]|&(?=\w+;|#))")
_MENTION = re.compile(r"([@#])(?=\w)")
# `GH-5` is `#5`, also behind "Closes"; a hash of a commit is only a link, and notifies nobody.
_ISSUE = re.compile(r"(?i)((?<![^\W_])GH-)(?=\d)")
# Of names without a letter there are four; `11:50:14` is a time.
_EMOJI = re.compile(r":(?=(?:100|1234|[+-]1|[\d+-]*[^\W\d][\w+-]*):)")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|www)(:|\.)")
_ENTITY = re.compile(r"&(?:\w+;|#)")
# GitHub and GitLab notify the participants of what such an address leads to.
_BREAK = "<!-- -->"
_THREAD = re.compile(r"(?i)(/(?:issues|pulls?|commits?|discussions|merge\\?_requests)/)(?=\w)")


def render(view: View, screen: Screen) -> str:
    """Return the Markdown of a view."""
    return "\n\n".join([render_head(view).rstrip(), *map(render_block, view.blocks)]) + "\n"


def render_head(view: View) -> str:
    """Return the lines above the blocks: the title, and which plan as of when."""
    head = f"## {escape_markdown(view.title)}\n"
    sentence = format_context(view.context)
    if not sentence:
        return head
    remarks = "".join(f"\n{escape_markdown(line)}\n" for line in sentence[2:])
    return f"{head}\n{'. '.join(map(escape_markdown, sentence[:2]))}\n{remarks}"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is: no markup, link, mention or reference."""
    inert = _PUNCTUATION.sub(r"\\\1", escape_control(text))
    # An escape or an entity would still notify people: GitHub looks at the finished page.
    inert = _MENTION.sub(rf"\1{_BREAK}", inert)
    inert = _ISSUE.sub(rf"\1{_BREAK}", inert)
    inert = _THREAD.sub(rf"\1{_BREAK}", inert)
    # For other links an escape is enough, and people can still read the address.
    inert = _SCHEME.sub(r"\1\\\2", inert)
    inert = _EMOJI.sub(f":{_BREAK}", inert)
    # A backslash before a digit is a backslash: of a numbered list the sign is escaped.
    inert = re.sub(r"^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", inert)
    inert = re.sub(r"^(\s*)([-+=]|#{1,6})(?=\s|=|-|$)", r"\1\\\2", inert)
    # The log of a CI job obeys such a line.
    return re.sub(r"^(\s*)::", r"\1\\::", inert)


def _escape_value(text: str) -> str:
    """Return a value, such as a piece of evidence: a plain address is a link to what it says.

    Within prose it is none: where an address ends there is a guess, and each reader has its own.
    """
    if isinstance(text, Verbatim):
        return _format_path(text)
    # Some readers know entities in an address too: they would lead to another than they show.
    is_plain = is_address(text) and not _ENTITY.search(text) and not _THREAD.search(text)
    return f"<{text}>" if is_plain else escape_markdown(text)


def _format_path(text: str) -> str:
    """Return a path as it is, as code where it would hold a name that notifies, or a picture."""
    plain = escape_markdown(text)
    return _format_code(escape_control(text)) if _BREAK in plain else plain


def _format_code(shown: str) -> str:
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    # One space on both sides is not part of the code.
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def render_block(block: Block) -> str:
    """Return the Markdown of a block; each of its rows is a line, after the lines of its head."""
    if isinstance(block, Table):
        return _render_table(block)
    if isinstance(block, Details):
        return _render_details(block)
    if isinstance(block, Rewordings):
        return _render_rewordings(block)
    return _render_sentences(block)


def _render_table(table: Table) -> str:
    keep = [n for n, column in enumerate(table.columns) if column.kind != "bar"]
    columns = [table.columns[n] for n in keep]
    lines = [
        _row([escape_markdown(column.title) for column in columns]),
        _row([_rule(column) for column in columns]),
        *(_row([_format(table.columns[n], row[n]) for n in keep]) for row in table.rows),
    ]
    title = f"### {escape_markdown(table.title)}\n\n" if table.title else ""
    return title + "\n".join(lines)


def _format(column: Column, cell: Cell) -> str:
    """Return a cell; the lines of a text stay below each other."""
    if column.kind == "text" and isinstance(cell, tuple):
        return "<br>".join(_escape_value(format_cell(part)) for part in cell)
    return _escape_value(format_cell(cell))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column) -> str:
    return "---:" if column.kind == "number" else "---"


def _render_details(details: Details) -> str:
    lines = [f"### {escape_markdown(details.heading)}", ""]
    for name, texts in details.entries:
        first = texts[0] if isinstance(texts[0], Verbatim) else texts[0].strip()
        lines.append(f"- **{escape_markdown(name)}**: {_escape_value(first)}")
        for before, text in pairwise(texts):
            depth = 4 if text.startswith(" ") and before else 2
            lines.append(f"{' ' * depth}- {_escape_value(text.strip().removeprefix('- '))}")
    return "\n".join(lines)


def _render_sentences(sentences: Sentences) -> str:
    heading = f"### {escape_markdown(sentences.heading)}\n\n" if sentences.heading else ""
    return heading + "\n".join(f"- {escape_markdown(line)}" for line in sentences.lines)


def _render_rewordings(block: Rewordings) -> str:
    lines = [f"### {escape_markdown(block.title)}", ""]
    for name, pieces in block.entries:
        words = " ".join(_mark(piece.mark, escape_markdown(piece.text)) for piece in pieces)
        lines.append(f"- **{escape_markdown(name)}**: {words}")
    return "\n".join(lines)


def _mark(mark: str, text: str) -> str:
    tag = {"-": "del", "+": "ins"}.get(mark)
    return f"<{tag}>{text}</{tag}>" if tag else text

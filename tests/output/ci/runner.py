"""How GitHub's runner reads a line of a log, written from its rules and not from our code."""

from typing import NamedTuple

COMMANDS = ("error", "warning", "notice")


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def unescape(text: str, pairs: str = "\r\n") -> str:
    for character in pairs:
        text = text.replace(f"%{ord(character):02X}", character)
    return text.replace("%25", "%")


def read_line(line: str) -> Command | None:
    """Return the command of a line: `::name a=b,c=d::data`, or the old `##[name a=b;]data`."""
    trimmed = line.lstrip()
    if trimmed.startswith("::"):
        end = trimmed.find("::", 2)
        if end > 0:
            name, _, rest = trimmed[2:end].partition(" ")
            pairs = (pair.split("=", 1) for pair in rest.split(",") if "=" in pair)
            properties = {key.strip(): unescape(value, "\r\n:,") for key, value in pairs}
            return Command(name, properties, unescape(trimmed[end + 2 :]))
    for mark in ("##[", "##vso["):
        begin = line.lower().find(mark)
        if begin >= 0:
            return Command("old", {}, line[begin:])
    return None


def read_log(text: str) -> list[Command]:
    commands = (read_line(line) for line in text.splitlines())
    return [command for command in commands if command]

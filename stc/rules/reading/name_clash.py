"""STC111: two departments claim one name."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.NAME_CLASH,
    why="Whoever asks for the steps of a department by that name would get those of another.",
    bad=(
        "departments:\n"
        "  - id: comms-ocs\n"
        "    name: Communications\n"
        "    aliases: [Emergency Communications]\n"
        "\n"
        '  - id: "911"\n'
        '    name: "911"\n'
        "    aliases: [Emergency communications]\n"
    ),
    good=(
        "departments:\n"
        "  - id: comms-ocs\n"
        "    name: Communications\n"
        "    aliases: [Newsroom]\n"
        "\n"
        '  - id: "911"\n'
        '    name: "911"\n'
        "    aliases: [Emergency communications]\n"
    ),
    scope="head",
)

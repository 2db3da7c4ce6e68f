"""The parser of YAML events: libyaml's if it is available, else PyYAML's own."""

from typing import Any, Final

import yaml

SYNTAX_ERRORS: Final = (yaml.YAMLError, ValueError, OverflowError, IndexError)
"""Exceptions of PyYAML's parsers for a malformed text."""


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own reader, scanner and parser, without the stages that build Python objects."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def scan_plain(self) -> yaml.ScalarToken:
        """Refuse a colon right before a comma or bracket, as libyaml does."""
        start_mark = self.get_mark()
        token: yaml.ScalarToken = super().scan_plain()
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
            mark = self.get_mark()
            raise yaml.scanner.ScannerError(
                "while scanning a plain scalar", start_mark, "found unexpected ':'", mark
            )
        return token

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: yaml.Mark) -> list[str]:
        """Refuse escapes that are not characters, as libyaml does."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode()
        except (ValueError, OverflowError) as error:
            raise yaml.scanner.ScannerError(
                "while parsing a quoted scalar",
                start_mark,
                "found invalid Unicode character escape code",
                start_mark,
            ) from error
        return chunks


def make_parser(text: str) -> Any:
    """Return a parser of the text, whose `get_event()` returns one event after the other."""
    if not yaml.__with_libyaml__:
        return PureParser(text)
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    return CParser(text)

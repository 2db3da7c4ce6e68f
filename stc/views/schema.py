"""The JSON Schema of the files and of what commands print, for editors and other programs."""

from typing import Any, Literal

SchemaName = Literal["plan", "timeline", "updates", "measures", "output"]


def write_schema(name: SchemaName) -> str:
    """Return a JSON Schema (2020-12) as text, the same bytes every time."""
    import json

    return json.dumps(_describe(name), indent=2, ensure_ascii=False) + "\n"


def write_schema_of(data: bytes, path: str) -> str:
    """Return the JSON Schema of one plan as text, with what it names itself as choices.

    Raises:
        FileRefused: The file is not YAML.
    """
    import json

    from stc.files.json_schema import describe_plan_of, read_choices

    schema = describe_plan_of(read_choices(data, path))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _describe(name: SchemaName) -> dict[str, Any]:
    if name == "output":
        from stc.views.output_schema import describe_output

        return describe_output()
    from stc.files.json_schema import describe_file
    from stc.files.kinds import KINDS

    return describe_file(next(kind for kind in KINDS if kind.name == name))

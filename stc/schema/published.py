"""The JSON Schema of the files, for editors and other programs."""

import json
from typing import Any, Literal

from stc.schema.plan_file import Block, PlanFile
from stc.schema.timeline_file import TimelineFile


def write_schema(name: Literal["plan", "timeline"]) -> str:
    """Gives the JSON Schema (2020-12) of a file as text, the same bytes every time."""
    models: dict[str, type[Block]] = {"plan": PlanFile, "timeline": TimelineFile}
    model = models[name]
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

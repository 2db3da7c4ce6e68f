"""The templates of pages: whatever they print is made visible and escaped."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stc.text.escape import escape_control

if TYPE_CHECKING:
    from jinja2 import Environment


def open_templates(folder: Path, *, keep_newlines: bool) -> "Environment":
    """Return the templates of a folder.

    Args:
        folder: The folder.
        keep_newlines: Whether the line ends of a text stay as they are, or are made visible.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.runtime import Context, Macro

    class QuickContext(Context):
        """A context that calls at once: no function of ours asks for the context itself."""

        def call(self, called: Any, /, *values: Any, **named: Any) -> Any:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            if isinstance(called, Macro):
                return called(self.eval_ctx, *values, **named)
            return called(*values, **named)

    def finalize(value: Any) -> Any:
        # What is markup already was made by us.
        if type(value) is str or (isinstance(value, str) and not hasattr(value, "__html__")):
            return escape_control(value, keep_newlines=keep_newlines)
        return value

    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=finalize,
    )
    environment.context_class = QuickContext
    return environment

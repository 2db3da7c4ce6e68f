"""A file in the canonical layout, proved to say the same."""

from stc.errors import CannotGoOn, FileRefused
from stc.findings import has_errors
from stc.yaml.document import Document
from stc.yaml.layout import is_same
from stc.yaml.lines import read_lines
from stc.yaml.reader import read_document


def format_file(data: bytes, path: str) -> bytes:
    """Return the bytes of a plan or timeline in the canonical layout; see `format_document`."""
    from stc.files.layout import is_canonical

    plain = read_lines(data)
    if plain is not None and is_canonical(data.decode(), plain.data):
        return data
    return format_document(read_document(data, path))


def format_document(document: Document) -> bytes:
    """Return the bytes of the plan or timeline in the canonical layout, without a byte order mark.

    Its data and its comments are those of the document: where its bytes are others, they are read
    again and compared.

    Raises:
        FileRefused: The document has errors, so that it is not certain what it says.
        CannotGoOn: The text cannot be laid out exactly.
    """
    from stc.files.layout import lay_out_file

    if document.root is None or has_errors(document.findings):
        raise FileRefused(
            f"{document.path} has errors, so no file was formatted.",
            document.findings,
            "Fix the errors above first.",
        )
    data = lay_out_file(document).encode()
    if data == document.data:
        return data
    again = read_document(data, document.path)
    if has_errors(again.findings) or not is_same(document, again):
        raise CannotGoOn(
            f"Formatting {document.path} would have changed what it says; nothing was written.",
            "Please report this with the file.",
        )
    return data

"""How git forms an object: the id of its bytes, and the entries of a folder."""

from typing import NamedTuple

_KINDS = {"40000": "folder", "120000": "link", "160000": "submodule"}


class Entry(NamedTuple):
    """An entry of a folder in git.

    Attributes:
        kind: `file`, `folder`, `link` or `submodule`.
        id: The id of its object; of a submodule, of a commit in another repository.
    """

    kind: str
    id: str


def hash_object(kind: str, data: bytes, length: int) -> str:
    """Return the id of an object; `length` is that of the ids of its repository, 40 or 64."""
    import hashlib  # Here, because it loads OpenSSL: outside a checkout nobody needs it.

    make = hashlib.sha1 if length == 40 else hashlib.sha256
    digest = make(b"%s %d\0" % (kind.encode("ascii"), len(data)), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def kind_of(mode: str) -> str:
    """Return the kind of an entry by its mode, such as `100644`."""
    return _KINDS.get(mode.lstrip("0"), "file")


def find_entry(tree: bytes, name: bytes, length: int) -> Entry | None:
    """Return the entry of this name from the bytes of a tree, or None where it has none.

    Args:
        tree: The bytes of the tree: of each entry the mode, the name and the id.
        name: One part of a path.
        length: The length of an id, 40 or 64.
    """
    begin = 0
    while begin < len(tree):
        zero = tree.index(b"\0", begin)
        mode, _, found = tree[begin:zero].partition(b" ")
        begin = zero + 1 + length // 2
        if found == name:
            return Entry(kind_of(mode.decode("ascii")), tree[zero + 1 : begin].hex())
    return None

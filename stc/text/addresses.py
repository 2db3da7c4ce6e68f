"""Web addresses: validity, path and joining."""

import re

from stc.errors import UsageProblem
from stc.text.nearest import quote

_PART = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_OTHERS = frozenset(("bitbucket", "codeberg", "forgejo", "gitea", "gitlab", "sourceforge"))
"""Names within those of hosts that are known not to be GitHub."""
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ADDRESS = re.compile(rf"https?://{_HOST}(?:[/?]{_PART})?(?:#{_PART})?")


def is_address(text: str) -> bool:
    """Return whether the text is a whole http(s) address in ASCII, without a name or password."""
    return _ADDRESS.fullmatch(text) is not None


def name_host(address: str) -> str:
    """Return the name of an address's host, as people say it: without `www.` and a port."""
    host = re.split("[/?#]", address.partition("://")[2], maxsplit=1)[0].partition(":")[0]
    return host.lower().removeprefix("www.") or host


def is_email(text: str) -> bool:
    """Return whether the text is an e-mail address in ASCII, of a host with a dot."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def path_of(address: str) -> str:
    """Return the path of an address that is a folder: `/plan/` of `https://example.org/plan`."""
    path = address.partition("://")[2].partition("/")[2]
    # With two slashes before it, it would be the name of another host.
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def join_address(base: str, path: str) -> str:
    """Return the address of a path below another address."""
    return f"{base.rstrip('/')}/{path}"


def quote_part(text: str) -> str:
    """Return a text as a value in the query of an address (RFC 3986, percent-encoding)."""
    data = text.encode("utf-8", "replace")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)


def parse_base_url(typed: str) -> str:
    """Return the address to publish at, without a final slash.

    Raises:
        UsageProblem: It is not a web address.
    """
    if not _is_base(typed):
        raise UsageProblem(
            f"--base-url: {quote(typed)} is not an address to publish at.",
            "Write it like https://example.org/plan/.",
        )
    return typed.rstrip("/")


_GITHUB = (
    "Name a repository at github.com or on a GitHub Enterprise Server, such as"
    " https://github.com/example-city/plan."
)


def parse_repository(typed: str) -> str:
    """Return the address of a repository on GitHub, without a final slash.

    A GitHub Enterprise Server may have any name, so only hosts that are known not to be one are
    refused.

    Raises:
        UsageProblem: It is not a web address, or not of GitHub.
    """
    if not _is_base(typed) or path_of(typed).count("/") != 3:
        raise UsageProblem(
            f"--repository: {quote(typed)} is not the address of a repository.",
            "Write it like https://github.com/example-city/plan.",
        )
    scheme, _, rest = typed.partition("://")
    host = rest.partition("/")[0].partition(":")[0].lower()
    if scheme != "https":
        raise UsageProblem(f"--repository: {quote(typed)} does not begin with https.", _GITHUB)
    if _OTHERS & {*host.split(".")}:
        raise UsageProblem(f"--repository: {host} has no form that reports progress.", _GITHUB)
    return typed.rstrip("/").removesuffix(".git")


def _is_base(typed: str) -> bool:
    return is_address(typed) and "?" not in typed and "#" not in typed

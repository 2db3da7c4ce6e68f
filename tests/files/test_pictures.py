"""Pictures that a plan names: which are read, and which are refused."""

import zlib
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.files.pictures import read_picture

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def make_part(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def make_png(width: int = 40, height: int = 20) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    parts = ((b"IHDR", size + b"\x08\0\0\0\0"), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(make_part(*part) for part in parts)


def refuse(folder: Path, name: str, data: bytes | str) -> str:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    with pytest.raises(CannotGoOn) as stop:
        read_picture(folder, name)
    return stop.value.message


def test_a_png_has_its_size(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(make_png())
    picture = read_picture(tmp_path, "logo.png")
    assert picture == (make_png(), ".png", 40, 20)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 200 50"', (200, 50)),
        ('viewBox="0,0,1.5,3"', (1.5, 3)),
        ('width="30px" height="10"', (30, 10)),
    ],
)
def test_an_svg_has_its_size(tmp_path: Path, root: str, size: tuple[float, float]) -> None:
    inside = '<style>.a{fill:#123}</style><g class="a"><use xlink:href="#b"/><path id="b"/></g>'
    (tmp_path / "logo.svg").write_text(
        f"<?xml version='1.0'?>{HEAD} {root}>{inside}</svg>", "utf-8"
    )
    assert read_picture(tmp_path, "logo.svg")[2:] == size


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", make_png()[:-1], make_png()[:40]),
        *(make_png() + b"<script>", make_png().replace(b"IDAT", b"IDAX"), make_png(5000, 1)),
        make_png()[:-20] + b"x" + make_png()[-19:],
    ],
    ids=range(9),
)
def test_what_is_no_png(tmp_path: Path, data: bytes) -> None:
    assert refuse(tmp_path, "share.png", data).startswith(f'Cannot use "{tmp_path}/share.png": ')


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<g OnClick='alert(1)'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>",
        "<image href='https://example.org/x.png'/>",
        "<image xlink:href='//example.org/x.png'/>",
        "<image href='data:image/svg+xml;base64,AAAA'/>",
        "<a href='javascript:alert(1)'><path/></a>",
        "<use href='other.svg#x'/>",
        "<path style='fill:url(https://example.org/x)'/>",
        "<path fill='url( &quot;//example.org/x&quot;)'/>",
        "<path style='#000;fill:url(//example.org/x)'/>",
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>path{fill:url(//example.org/x)}</style>",
        "<style>@\\69mport 'x.css';</style>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='x'/>",
        "<g xml:base='https://example.org/'/>",
        "<iframe/>",
        "<?xml-stylesheet href='x.css'?>",
        "<g>",
    ],
)
def test_an_svg_with_more_than_a_drawing(tmp_path: Path, inside: str) -> None:
    said = refuse(tmp_path, "logo.svg", f"{HEAD} viewBox='0 0 1 1'>{inside}</svg>")
    assert said.startswith(f'Cannot use "{tmp_path}/logo.svg": ')


@pytest.mark.parametrize(
    "text",
    [
        *("", "hello", "<html/>", "<svg/>", f"{HEAD}/>", f"{HEAD} viewBox='0 0 0 0'/>"),
        "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
        f"{HEAD} viewBox='0 0 1 1'><title>&b;</title></svg>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        f"{HEAD} viewBox='0 0 1 1'><title>&a;</title></svg>",
    ],
    ids=range(8),
)
def test_what_is_no_svg(tmp_path: Path, text: str) -> None:
    assert refuse(tmp_path, "logo.svg", text).startswith("Cannot use ")


def test_a_link_out_of_the_folder_and_a_link_within(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "real").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(make_png())
    (folder / "logo.png").symlink_to(tmp_path / "secret.png")
    (folder / "out").symlink_to(tmp_path)
    for name in ("logo.png", "out/secret.png"):
        with pytest.raises(CannotGoOn, match="it is a link that leads out of the folder"):
            read_picture(folder, name)
    (folder / "real" / "a.png").write_bytes(make_png())
    (folder / "share.png").symlink_to("real/a.png")
    assert read_picture(folder, "share.png").width == 40


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "logo.png").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(
        CannotGoOn, match="it has 50,000,000 bytes, and at most 500,000 are allowed"
    ):
        read_picture(tmp_path, "logo.png")


def test_what_is_missing_or_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    for name, said in (("missing.png", "does not exist"), ("folder.png", "it is a folder")):
        with pytest.raises(CannotGoOn, match=said):
            read_picture(tmp_path, name)

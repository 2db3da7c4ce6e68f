"""Letters and marks by script, and emoji, as ranges of code points.

A table of our own and not `unicodedata`, whose answer changes with Python's version. It is that of
Unicode 14; code points that were not assigned then belong to the range around them.
"""

from bisect import bisect_right
from typing import Final

_OTHER: Final = (
    " 531-559 560-588 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7-5f2 610-61a 620-65f 66e-6d3 6d5-6dc"
    " 6df-6e8 6ea-6ef 6fa-6fc 6ff 710-7b1 7ca-7f5 7fa-7fd 800-82d 840-85b 860-887 889-88e"
    " 898-8e1 8e3-963 971-9e3 9f0-9f1 9fc 9fe-a5e a70-a75 a81-ae3 af9-b63 b71 b82-bd7 c00-c63"
    " c80-c83 c85-ce3 cf1-d4e d54-d57 d5f-d63 d7a-ddf df2-df3 e01-e3a e40-e4e e81-ecd edc-f00"
    " f18-f19 f35 f37 f39 f3e-f84 f86-fbc fc6 1000-103f 1050-108f 109a-109d 10a0-10fa"
    " 10fd-115e 1161-135f 1380-138f 13a0-13fd 1401-166c 166f-167f 1681-169a 16a0-16ea"
    " 16f1-1734 1740-17b3 17b6-17d3 17d7 17dc-17dd 1820-193b 1950-19c9 1a00-1a1b 1a20-1a7f"
    " 1aa7 1b00-1b4c 1b6b-1b73 1b80-1baf 1bba-1bf3 1c00-1c37 1c4d-1c4f 1c5a-1c7d 1c90-1cbf"
    " 1cd0-1cd2 1cd4-1cfa 2c00-2c2d 2c2f-2c5d 2c5f 2c80-2ce4 2ceb-2cf3 2d00-2d6f 2d7f-2dde"
    " 2e2f 3005-3006 302a-302f 3031-3035 303b-303c 3041-309a 309d-309f 30a1-30fa 30fc-3163"
    " 3165-318e 31a0-31bf 31f0-31ff 3400-4dbf 4e00-a48c a4d0-a4fd a500-a60c a610-a61f"
    " a62a-a62b a6a0-a6e5 a6f0-a6f1 a800-a827 a82c a840-a873 a880-a8c5 a8e0-a8f7 a8fb"
    " a8fd-a8ff a90a-a92d a930-a953 a960-a9c0 a9cf a9e0-a9ef a9fa-aa4d aa60-aa76 aa7a-aadd"
    " aae0-aaef aaf2-ab2e ab70-abea abec-abed ac00-d7fb f900-fad9 fb13-fb28 fb2a-fbb1"
    " fbd3-fd3d fd50-fdc7 fdf0-fdfb fe70-fefc ff66-ff9f ffa1-ffdc 10000-100fa 101fd-102e0"
    " 10300-1031f 1032d-10340 10342-10349 10350-1039d 103a0-103cf 10400-1049d 104b0-10563"
    " 10570-10767 10800-10855 10860-10876 10880-1089e 108e0-108f5 10900-10915 10920-10939"
    " 10980-109b7 109be-109bf 10a00-10a3f 10a60-10a7c 10a80-10a9c 10ac0-10ac7 10ac9-10ae6"
    " 10b00-10b35 10b40-10b55 10b60-10b72 10b80-10b91 10c00-10cf2 10d00-10d27 10e80-10eac"
    " 10eb0-10f1c 10f27-10f50 10f70-10f85 10fb0-10fc4 10fe0-11046 11070-110ba 110c2"
    " 110d0-110e8 11100-11134 11144-11173 11176-111c4 111c9-111cc 111ce-111cf 111da 111dc"
    " 11200-11237 1123e-112a8 112b0-112ea 11300-1144a 1145e-114c5 114c7 11580-115c0"
    " 115d8-11640 11644 11680-116b8 11700-1172b 11740-1183a 118a0-118df 118ff-11943"
    " 119a0-119e1 119e3-11a3e 11a47-11a99 11a9d 11ab0-11c40 11c72-11d47 11d60-11d98"
    " 11ee0-11ef6 11fb0 12000-12399 12480-12ff0 13000-1342e 14400-16a5e 16a70-16abe"
    " 16ad0-16af4 16b00-16b36 16b40-16b43 16b63-16e7f 16f00-16fe1 16fe3-1bc99 1bc9d-1bc9e"
    " 1cf00-1cf46 1d165-1d169 1d16d-1d172 1d17b-1d182 1d185-1d18b 1d1aa-1d1ad 1da00-1da36"
    " 1da3b-1da6c 1da75 1da84 1da9b-1daaf 1e000-1e13d 1e14e 1e290-1e2ef 1e7e0-1e8c4"
    " 1e8d0-1e94b 1ee00-1eebb 20000-3134a"
)
"""Letters and marks of scripts other than Latin, Greek and Cyrillic."""

_SHARED: Final = (
    " 41-5a 61-7a aa b5 ba c0-d6 d8-f6 f8-2c1 2c6-2d1 2e0-2e4 2ec 2ee 300-34e 350-374 376-37d"
    " 37f 386 388-3f5 3f7-481 483-52f 10fc 1ab0-1ace 1c80-1c88 1d00-1fbc 1fbe 1fc2-1fcc"
    " 1fd0-1fdb 1fe0-1fec 1ff2-1ffc 2071 207f 2090-209c 20d0-20f0 2102 2107 210a-2113 2115"
    " 2119-211d 2124 2126 2128 212a-212d 212f-2139 213c-213f 2145-2149 214e 2183-2184 2c2e"
    " 2c5e 2c60-2c7f 2de0-2dff a640-a672 a674-a67d a67f-a69f a717-a71f a722-a788 a78b-a7ff"
    " ab30-ab5a ab5c-ab69 fb00-fb06 fe20-fe2f ff21-ff3a ff41-ff5a 10780-107ba 1d242-1d244"
    " 1d400-1d6c0 1d6c2-1d6da 1d6dc-1d6fa 1d6fc-1d714 1d716-1d734 1d736-1d74e 1d750-1d76e"
    " 1d770-1d788 1d78a-1d7a8 1d7aa-1d7c2 1d7c4-1d7cb 1df00-1df1e"
)
"""Letters and marks of Latin, Greek and Cyrillic, and those shared by scripts."""

_EMOJI: Final = (
    " a9 ae 203c 2049 2122 2139 2190-21ff 2300-23ff 24c2"
    " 25a0-27bf 2934-2935 2b00-2bff 3030 303d 3297 3299 1f000-1faff"
)
"""Characters that make up emoji, including skin tones."""


class Letters:
    """A set of characters."""

    def __init__(self, ranges: str) -> None:
        pairs = [part.partition("-") for part in ranges.split()]
        self._starts = [int(first, 16) for first, _, _ in pairs]
        self._ends = [int(last or first, 16) for first, _, last in pairs]

    def __contains__(self, character: str) -> bool:
        """Return whether the text is one character of the set."""
        if len(character) != 1:
            return False
        number = ord(character)
        found = bisect_right(self._starts, number) - 1
        return found >= 0 and number <= self._ends[found]


OTHER: Final = Letters(_OTHER)
SHARED: Final = Letters(_SHARED)
EMOJI: Final = Letters(_EMOJI)

"""A PDF as somebody sees it on paper: the words of each page, where its letters stand, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops
from pypdfium2 import raw

A4 = (595, 842)
"""Points: a 72nd of an inch."""
EDGE = 22
"""Points at each edge that printers leave white, about 8 mm."""
SHADE = 40
"""From this difference to white, of 255, something can be seen."""


@dataclass(frozen=True)
class Letter:
    """One letter and its box, in points from the lower left corner."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, other: Letter) -> bool:
        """Whether a good part of the smaller of both is drawn over the other one."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        width = min(self.right - self.left, other.right - other.left)
        height = min(self.top - self.bottom, other.top - other.bottom)
        return across > 0.4 * width and down > 0.4 * height


@dataclass(frozen=True)
class Page:
    """One page; `words` is its text without any white space, since lines break where they must."""

    size: tuple[int, int]
    words: str
    letters: tuple[Letter, ...]
    picture: Image.Image

    def says(self, *words: str) -> bool:
        return all("".join(each.split()) in self.words for each in words)


def pages_of(pdf: bytes) -> list[Page]:
    """Every page, rendered at 144 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_rendered(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _rendered(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    letters = tuple(_letters(text))
    picture = page.render(scale=2).to_pil().convert("L")
    width, height = page.get_size()
    text.close()
    page.close()
    return Page((round(width), round(height)), "".join(each.sign for each in letters), letters, picture)


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        if not sign.isspace() and sign.isprintable():
            yield Letter(sign, *text.get_charbox(index))


def scanned(picture: Image.Image) -> str:
    """What a camera reads in a picture; empty where it finds no code."""
    found = zxingcpp.read_barcode(picture)
    return str(found.text) if found else ""


def faults(page: Page) -> list[str]:
    """What is wrong with a page to look at, a line each: blank, of another size, beyond its edge, over each other."""
    across, down = page.size
    beyond = [
        each.sign
        for each in page.letters
        if each.left < EDGE or each.bottom < EDGE or each.right > across - EDGE or each.top > down - EDGE
    ]
    return [
        *([f"{page.size} is no A4 page"] if page.size != A4 else []),
        *(["blank"] if not page.letters or _seen(page.picture) is None else []),
        *([f"beyond the edge: {''.join(beyond)}"] if beyond else []),
        *(["something is drawn up to the edge"] if _is_at_edge(page.picture) else []),
        *([f"over each other: {crowded}"] if (crowded := " ".join(_crowded(page.letters))) else []),
        *(["letters without a shape"] if "\N{REPLACEMENT CHARACTER}" in page.words or "\0" in page.words else []),
    ]


def _seen(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of all that is not white; None where nothing is."""
    white = Image.new("L", picture.size, 255)
    return ImageChops.difference(picture, white).point(lambda shade: 255 if shade > SHADE else 0).getbbox()


def _is_at_edge(picture: Image.Image) -> bool:
    seen, edge = _seen(picture), 2 * EDGE
    if seen is None:
        return False
    left, top, right, bottom = seen
    return left < edge or top < edge or right > picture.width - edge or bottom > picture.height - edge


def _crowded(letters: tuple[Letter, ...]) -> Iterator[str]:
    """Neighbours of a line that cover each other."""
    lines: dict[int, list[Letter]] = {}
    for each in letters:
        lines.setdefault(round((each.bottom + each.top) / 2 / 6), []).append(each)
    for line in lines.values():
        for one, other in pairwise(sorted(line, key=lambda each: each.left)):
            if one.covers(other):
                yield one.sign + other.sign

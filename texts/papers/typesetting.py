"""Typst templates of this folder, filled with facts: nothing typed is ever read as markup, nothing is fetched."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER.parent / "fonts"
_PIXELS_PER_INCH = 144.0


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts first; the system's for scripts they lack."""
    return typst.Fonts(font_paths=[str(FONTS)])


def pdf(template: str, facts: Mapping[str, Any]) -> bytes:
    """The pages of `template`.typ as PDF; the same facts make the same bytes."""
    return _compiled(template, facts, "pdf")


def png(template: str, facts: Mapping[str, Any]) -> bytes:
    """The only page of `template`.typ as a picture."""
    return _compiled(template, facts, "png")


def _compiled(template: str, facts: Mapping[str, Any], form: Any) -> bytes:
    compiler = typst.Compiler(
        input=str(FOLDER / f"{template}.typ"),
        root=str(FOLDER),
        font_paths=_fonts(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )
    made = compiler.compile(format=form, ppi=_PIXELS_PER_INCH, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} makes {type(made).__name__}, not one file")
    return made

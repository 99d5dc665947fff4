"""The page with the figures: prose that is kept here, tables that were measured."""

import re
from pathlib import Path

PROSE = Path(__file__).with_name("prose.md")
_SECTION = "<!-- {name} -->\n(.*?)<!-- end -->"


def write(page: Path, name: str, shown: str) -> None:
    """Puts a figure into its place; the other figures of the page stay."""
    before = page.read_text("utf-8") if page.exists() else ""
    text = PROSE.read_text("utf-8")
    for found in re.findall(r"<!-- (\w+) -->\n<!-- end -->", text):
        old = re.search(_SECTION.format(name=found), before, re.DOTALL)
        figure = shown if found == name else old[1] if old else "Not measured yet.\n"
        text = text.replace(f"<!-- {found} -->\n<!-- end -->", f"<!-- {found} -->\n{figure}<!-- end -->")
    page.write_text(text, "utf-8")

"""An invitation on paper is one page, whatever people are called, and its QR is the link."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.names import NAME_MAX
from texts.leaflets import Sheet, leaflets
from texts.words import Reader, Words

UNTIL = datetime(2026, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("name", ["", "김하나", "가" * NAME_MAX])
@pytest.mark.parametrize("organisation", ["평촌자율방범대", "평" * NAME_MAX, "#set page() *굵게* <b>"])
def test_each_link_has_a_page_of_its_own(locale: str, name: str, organisation: str) -> None:
    words = Words(Reader(locale, ZoneInfo("Asia/Seoul"), "patrol_bot"))
    sheets = [
        Sheet(f"{letter * 32}", role, "안양시", organisation, UNTIL, name)
        for letter, role in (("a", "member"), ("b", "leader"))
    ]
    content = leaflets(words, sheets)

    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(sheets)

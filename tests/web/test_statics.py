"""Style and scripts travel packed to whoever can unpack them, and are kept until they change."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser

SCRIPT = "/console/static/htmx.min.js"


async def test_a_file_is_the_same_packed_and_as_it_is(browser: Browser) -> None:
    packed = await browser.get(SCRIPT, headers={"Accept-Encoding": "gzip"})
    plain = await browser.get(SCRIPT, headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
async def test_a_file_that_did_not_change_is_not_sent_again(browser: Browser, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = await browser.get(SCRIPT, headers=headers)

    again = await browser.get(SCRIPT, headers=headers | {"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")

"""What is looked at on every page: what axe objects to, what does not fit, and how much is loaded."""

from __future__ import annotations

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

SERIOUS = {"serious", "critical"}
LARGEST = 150_000
"""Bytes of a first visit: page, style, scripts and pictures."""

FADED = """() => Promise.all(document.getAnimations()
  .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
  .map(one => one.finished.catch(() => null)))"""
"""Resolves once nothing fades any more; what turns for ever, like a sign of waiting, is not waited for."""


async def faults(page: Page) -> list[str]:
    """What axe calls serious or worse and what is wider than the screen, once nothing fades any more; a line each."""
    await page.evaluate(FADED)
    violations = (await Axe().run(page)).response["violations"]
    serious = [one for one in violations if one["impact"] in SERIOUS]
    found = [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in serious]
    too_wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{page.url} is {too_wide} px too wide"] if too_wide > 0 else [])]


async def weight_of(page: Page) -> int:
    """Bytes of the page that is open with all that it names."""
    named = await page.evaluate(
        "() => [...document.querySelectorAll('link[href], script[src], img[src]')].map(one => one.href || one.src)"
    )
    bodies = [await (await page.request.get(address)).body() for address in {page.url, *named}]
    return sum(len(body) for body in bodies)

"""What somebody does with a mouse on the page, in the words of the page."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from simulator.client import Someone


class Handset:
    """One person's phone on the page; brought to the front by its sign where there is no room for all."""

    def __init__(self, page: Page, person: Someone) -> None:
        self.page = page
        self.person = person
        self.box = page.locator(f'section.phone[data-person="{person.id}"]')

    async def shows(self) -> None:
        if not await self.box.is_visible():
            await self.page.locator("nav.switcher button", has_text=self.person.name).click()
        await expect(self.box).to_be_visible()

    async def writes(self, text: str) -> None:
        await self.shows()
        await self.box.get_by_role("textbox").fill(text)
        await self.box.get_by_role("button", name="보내기", exact=True).click()

    async def presses(self, words: str) -> None:
        """Presses the latest button that says this."""
        await self.shows()
        await self.box.locator("button.key", has_text=words).last.click()

    async def chooses(self, words: str) -> None:
        """Presses a button of the window that has opened."""
        await self.page.get_by_role("dialog").get_by_role("button", name=words).click()

    async def reads(self, words: str) -> Locator:
        await self.shows()
        message = self.box.locator("li.bubble", has_text=words).last
        await expect(message).to_be_visible(timeout=20_000)
        return message

    async def is_told(self, words: str) -> None:
        """Sees words that pass by."""
        await self.shows()
        await expect(self.box.get_by_role("status")).to_contain_text(words, timeout=20_000)

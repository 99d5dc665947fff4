"""Which language a chat is spoken to in."""

from sqlalchemy import delete, func
from sqlmodel import col, select

from core.incoming import Address
from db.repos.base import Repo, insert_for
from db.tables import ChatLanguage, Identity, Person


class Languages(Repo):
    async def of(self, address: Address) -> str | None:
        """The language chosen by the person at this address, or from there before anybody registered; None: never."""
        own = (
            select(Person.locale)
            .join(Identity, col(Identity.person_id) == col(Person.id))
            .where(Identity.channel == address.channel, Identity.address == address.chat)
            .scalar_subquery()
        )
        early = (
            select(ChatLanguage.locale)
            .where(ChatLanguage.channel == address.channel, ChatLanguage.address == address.chat)
            .scalar_subquery()
        )
        chosen: str | None = (await self.session.execute(select(func.coalesce(own, early)))).scalar_one()
        return chosen

    async def choose(self, address: Address, locale: str) -> None:
        """Remembers what a chat without a person chose."""
        statement = insert_for(self.session.get_bind().dialect.name, ChatLanguage).values(
            channel=address.channel, address=address.chat, locale=locale
        )
        await self.session.execute(
            statement.on_conflict_do_update(index_elements=["channel", "address"], set_={"locale": locale}),
            execution_options={"synchronize_session": False},
        )

    async def forget(self, address: Address) -> None:
        await self.session.execute(
            delete(ChatLanguage)
            .where(col(ChatLanguage.channel) == address.channel, col(ChatLanguage.address) == address.chat)
            .execution_options(synchronize_session=False)
        )

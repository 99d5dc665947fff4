"""The open question of each chat."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from core.incoming import Address
from db.repos.base import Repo, insert_for
from db.tables import Dialog

PATIENCE = timedelta(days=30)
"""How long a question stays open: half-finished registrations go on after days."""


class Dialogs(Repo):
    async def open_in(self, chat: Address, at: datetime) -> Dialog | None:
        """The question this chat is being asked, held until the end of a writing transaction; None once it expired."""
        return (
            await self.session.exec(
                select(Dialog)
                .where(Dialog.channel == chat.channel, Dialog.address == chat.chat, Dialog.expires_at > at)
                .with_for_update()
            )
        ).one_or_none()

    async def ask(
        self,
        chat: Address,
        question: str,
        at: datetime,
        answers: Mapping[str, Any] | None = None,
        *,
        patience: timedelta = PATIENCE,
    ) -> None:
        """Opens a question in this chat in place of whatever was open there."""
        columns = {
            "question": question,
            "answers": dict(answers or {}),
            "asked_at": at,
            "expires_at": at + patience,
        }
        statement = insert_for(self.session.get_bind().dialect.name, Dialog).values(
            channel=chat.channel, address=chat.chat, **columns
        )
        await self.session.exec(
            statement.on_conflict_do_update(index_elements=["channel", "address"], set_=columns),
            execution_options={"synchronize_session": False},
        )

    async def forget_expired(self, at: datetime) -> None:
        """Deletes questions nobody answered in time, and with them what had been answered before."""
        await self.session.execute(
            delete(Dialog).where(col(Dialog.expires_at) <= at).execution_options(synchronize_session=False)
        )

    async def close(self, chat: Address) -> bool:
        """Leaves the open question; False when there was none."""
        statement = (
            delete(Dialog)
            .where(col(Dialog.channel) == chat.channel, col(Dialog.address) == chat.chat)
            .returning(col(Dialog.question))
            .execution_options(synchronize_session=False)
        )
        return (await self.session.exec(statement)).first() is not None

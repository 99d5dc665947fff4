"""Menus: with which ones those who lead were brought up to date, and who that is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.roles import MembershipState, Role
from db.repos.base import Repo, insert_for
from db.tables import Membership, MenuRound


class Menus(Repo):
    async def latest(self) -> MenuRound | None:
        return (await self.session.exec(select(MenuRound).order_by(col(MenuRound.number).desc()).limit(1))).first()

    async def begin(self, number: int, fingerprint: str, at: datetime) -> bool:
        """Begins this round; False when another process was quicker."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, MenuRound)
            .values(number=number, fingerprint=fingerprint, begun_at=at)
            .on_conflict_do_nothing()
            .returning(MenuRound.number)
        )
        return (await self.session.execute(statement)).first() is not None

    def holders(self, rank: Role) -> Select[Any]:
        """Ids of the people whose highest role anywhere is this one."""
        roles = list(Role)
        above = aliased(Membership)
        has_more = select(above.id).where(
            col(above.person_id) == col(Membership.person_id),
            col(above.role).in_(roles[roles.index(rank) + 1 :]),
            above.state == MembershipState.active,
        )
        return select(Membership.person_id).where(
            Membership.role == rank, Membership.state == MembershipState.active, ~has_more.exists()
        )

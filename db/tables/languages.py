"""The language somebody chose before they registered; from then on a person carries their own."""

from sqlmodel import Field, SQLModel


class ChatLanguage(SQLModel, table=True):
    """A choice made in a chat that belongs to no person yet. It goes when its person leaves."""

    __tablename__ = "chat_languages"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    locale: str

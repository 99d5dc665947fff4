"""Group chats linked to organisations."""

from db.repos.base import Repo


class Groups(Repo):
    pass

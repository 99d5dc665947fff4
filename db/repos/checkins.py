"""Who is there."""

from db.repos.base import Repo


class Checkins(Repo):
    pass

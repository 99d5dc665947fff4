"""Incident notes and alerts."""

from db.repos.base import Repo


class Notes(Repo):
    pass

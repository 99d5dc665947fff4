"""Reminders that are due."""

from db.repos.base import Repo


class Reminders(Repo):
    pass

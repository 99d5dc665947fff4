"""Answers, waiting lists and counts."""

from db.repos.base import Repo


class Rsvps(Repo):
    pass

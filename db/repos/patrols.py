"""Patrols, their series and whom they invite."""

from db.repos.base import Repo


class Patrols(Repo):
    pass

"""`python -m bot` is the same as `patrolbot`."""

from bot.cli import app

app(prog_name="patrolbot")

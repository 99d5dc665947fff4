"""`patrolbot run`, in a module of its own: a start loads nothing that only the other commands need."""

import sys

from bot.loading import quickly


def run() -> None:
    """Serve until SIGTERM or SIGINT."""
    with quickly():
        from bot import watchers  # the first of what takes its time
        from bot.app import NotMigrated
        from bot.cli_settings import settings_or_exit
        from bot.run import run as serve
        from db.engine import refusal

    settings = settings_or_exit()
    if settings.sentry_dsn:
        watchers.watch(settings.sentry_dsn)
    try:
        serve(settings)
    except NotMigrated as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)
    except Exception as error:
        if (reason := refusal(error)) is not None:
            print(reason, file=sys.stderr)
            sys.exit(1)
        watchers.tell(error)
        raise
    finally:
        watchers.leave()

"""The beginning of every command: settings, or one line and status 2; and logs without secrets."""

import os
import sys

from sqlalchemy import make_url

from bot.logs import configure_logs
from bot.settings import Settings, WrongSetting, load_settings


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with status 2 and one line."""
    try:
        settings = load_settings()
    except WrongSetting as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    os.umask(0o077)  # the database holds names and phone numbers: it and its copies are their owner's alone
    password = make_url(settings.database_url).password
    secrets = (settings.bot_token, settings.webhook_secret, settings.sentry_dsn, password)
    configure_logs(settings.log_format, secrets=tuple(secret for secret in secrets if secret))
    return settings

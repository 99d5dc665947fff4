"""Telegram on one's own machine: a Bot API server with people in it, for any bot."""

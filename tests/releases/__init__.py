"""Rows as each release wrote them, so that every later one can be shown to go on with them."""

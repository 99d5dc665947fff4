"""Refusals: what Telegram answers to a bot, and what the simulator answers to somebody directing it."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A call that Telegram refuses, with its code and its words."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        """Return the JSON object a bot receives."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str, **parameters: Any) -> ApiError:
    """Return the usual refusal of a call that cannot be carried out."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """Return the refusal of a call that this bot may not make."""
    return ApiError(403, f"Forbidden: {reason}")


class CannotDoError(Exception):
    """Something a person could not do with a real messenger either."""

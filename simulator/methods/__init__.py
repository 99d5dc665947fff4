"""The methods of the Bot API, by name; importing this package declares them all."""

from __future__ import annotations

from simulator.methods import chatting, copying, editing, profile, receiving, sending
from simulator.methods.declarations import METHODS, Call, Method, Upload

__all__ = [
    "METHODS",
    "Call",
    "Method",
    "Upload",
    "chatting",
    "copying",
    "editing",
    "profile",
    "receiving",
    "sending",
]

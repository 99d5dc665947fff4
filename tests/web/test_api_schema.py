"""The API answers as its schema says, whatever it is asked."""

from __future__ import annotations

import asyncio
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from bot.app import App
from simulator.client import Simulator
from tests.web.evenings import evening
from tests.web.tokens import token_of

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)
TOKENS, EXAMPLES = 12, 25
"""A token may ask so often a minute; several take turns."""


def asks_everything(address: str, tokens: list[str]) -> list[str]:
    """Sends what the schema allows and what it does not to every operation; the operations it tried."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    tried: list[str] = []
    turn = 0

    for result in schema.get_all_operations():
        operation = result.ok()
        tried.append(operation.label)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def asks(case: Any) -> None:
            nonlocal turn
            turn += 1
            case.call_and_validate(
                headers={"Authorization": f"Bearer {tokens[turn % len(tokens)]}"}, checks=CHECKS, timeout=30
            )

        asks()
    return tried


async def test_every_operation_keeps_to_the_schema(bot: App, telegram: Simulator) -> None:
    tonight = await evening(bot, telegram)
    tokens = [await token_of(bot, tonight.crowd) for _ in range(TOKENS)]
    address = f"http://127.0.0.1:{await bot.web_port()}/api/v1"
    tried = await asyncio.to_thread(asks_everything, address, tokens)

    assert sorted(tried) == [
        "GET /city",
        "GET /members",
        "GET /months/{month}",
        "GET /months/{month}/hours",
        "GET /months/{month}/notes.geojson",
        "GET /notes",
        "GET /organisations",
        "GET /patrols",
        "GET /patrols/{patrol_id}",
    ]

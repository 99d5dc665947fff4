"""Only the messenger of a rehearsal may show the console of this machine in its frame."""

from __future__ import annotations

from bot.settings import Settings


def settings(**more: str) -> Settings:
    return Settings(_env_file=None, bot_token="42:abc", **more)  # type: ignore[arg-type, call-arg]


def test_a_messenger_whose_clock_is_followed_is_a_rehearsal_and_no_other_is() -> None:
    local = "http://127.0.0.1:8081"

    assert settings().rehearsal_url == ""
    assert settings(api_url=local).rehearsal_url == ""
    assert settings(api_url=local, dev_clock_url=f"{local}/control/clock").rehearsal_url == local

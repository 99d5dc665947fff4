"""Who opened the console inside Telegram: believed only when Telegram signed it with our bot's token."""

from collections.abc import Callable

import init_data_py
from init_data_py.errors import InitDataPyError

from core.consoles import Launch

MAX_LENGTH = 8192


def launches(token: str) -> Callable[[str], Launch | None]:
    """What a launch says; None when it says nothing that can be believed."""

    def launch_of(init_data: str) -> Launch | None:
        if len(init_data) > MAX_LENGTH:
            return None
        try:
            # How old is too old is the console's own rule, which says it kindly.
            data = init_data_py.validate_by_hash(init_data, token, expires_in=None)
        except (InitDataPyError, ValueError):
            return None
        if data.user is None or data.user.is_bot:
            return None
        return Launch("telegram", str(data.user.id), data.issued_at, data.hash)

    return launch_of

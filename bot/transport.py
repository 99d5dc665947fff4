"""HTTP for the Bot API on aiohttp: fast with hundreds of calls waiting, and it tells apart what was never sent.

A call that surely reached nobody raises `NothingSent`; one whose answer is missing raises what python-telegram-bot
expects, `TimedOut` or `NetworkError`, and may have been carried out.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

POOL_SIZE = 512
KEEP_ALIVE_S = 15.0
"""Shorter than any server's own patience, so that a connection is not used in the moment it is closed."""
CONNECT_TIMEOUT_S = 10.0
ANSWER_TIMEOUT_S = 20.0
UPLOAD_TIMEOUT_S = 45.0


class NothingSent(NetworkError):  # noqa: N818 (what happened)
    """No connection came about: the call has surely not been carried out."""


class AiohttpRequest(BaseRequest):
    """The transport of one `telegram.Bot`."""

    def __init__(self, *, pool_size: int = POOL_SIZE, answer_timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        self._pool_size = pool_size
        self._answer_timeout_s = answer_timeout_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._answer_timeout_s

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._pool_size, keepalive_timeout=KEEP_ALIVE_S, ttl_dns_cache=60, enable_cleanup_closed=False
            )
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True, trust_env=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, url: str, parameters: Mapping[str, Any], *, answer_timeout_s: float) -> Any:
        """A call whose result is wanted as the messenger wrote it."""
        data = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
        return await self.post(url, data, read_timeout=answer_timeout_s)

    async def do_request(  # noqa: PLR0917 (the signature is python-telegram-bot's)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 (part of the interface; the answer's timeout covers it)
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 (waiting for a connection is no failure here)
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the transport is used before it was initialised")
        has_files = request_data is not None and request_data.contains_files
        patience = _given(read_timeout, UPLOAD_TIMEOUT_S if has_files else self._answer_timeout_s)
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=_given(connect_timeout, CONNECT_TIMEOUT_S), sock_read=patience
        )
        try:
            async with self._session.request(method, url, timeout=timeout, **_body(request_data)) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NothingSent(f"no connection: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut(f"no answer within {patience} s") from error
        except aiohttp.ClientError as error:
            # The error's own words may hold the address, and with it the token.
            raise NetworkError(f"the connection broke: {type(error).__name__}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error


def _given(value: Any, default: float) -> float:
    return default if value is None or value is BaseRequest.DEFAULT_NONE else float(value)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": orjson.dumps(data.parameters), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return {"data": form}

"""A load balancer in front of several processes: nginx where it is installed, otherwise a small round robin."""

import asyncio
import itertools
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

_NGINX = """
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    upstream patrolbot {{ {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://patrolbot;
            proxy_read_timeout 30s;
            proxy_next_upstream error timeout http_502 http_503 non_idempotent;
        }}
    }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def balancer(port: int, behind: Sequence[int]) -> AbstractAsyncContextManager[None]:
    """Listens on `port` and passes everything on to one of the ports `behind` it; a dead one is passed over."""
    return _nginx(port, behind) if shutil.which("nginx") else _round_robin(port, behind)


@asynccontextmanager
async def _nginx(port: int, behind: Sequence[int]) -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        servers = " ".join(f"server 127.0.0.1:{each} fail_timeout=1s;" for each in behind)
        path = Path(folder) / "nginx.conf"
        path.write_text(_NGINX.format(folder=folder, servers=servers, port=port), "utf-8")
        nginx = await asyncio.create_subprocess_exec("nginx", "-e", f"{folder}/error.log", "-c", str(path))
        try:
            yield
        finally:
            nginx.terminate()
            await nginx.wait()


@asynccontextmanager
async def _round_robin(port: int, behind: Sequence[int]) -> AsyncIterator[None]:
    turns = itertools.cycle(behind)

    async def pass_on(request: web.Request) -> web.Response:
        body = await request.read()
        for each in itertools.islice(turns, len(behind)):
            url = f"http://127.0.0.1:{each}{request.path_qs}"
            try:
                async with session.request(request.method, url, data=body, headers=request.headers) as answer:
                    if answer.status < 500:
                        return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pass_on)
    runner = web.AppRunner(app, access_log=None)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()

"""`python -m simulator`: serve a simulated Telegram until interrupted."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from simulator.limits import LimitMode, Limits
from simulator.people import EXAMPLE_TOKEN, BotAccount
from simulator.server import start
from simulator.world import World


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument("--token", default=EXAMPLE_TOKEN, help="the token the bot will use")
    parser.add_argument("--name", default="Simulated bot")
    parser.add_argument("--username", default="simulated_bot")
    parser.add_argument("--limits", choices=[m.value for m in LimitMode], default="count")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    bot = BotAccount(arguments.token, arguments.name, arguments.username)
    world = World(bot, limits=Limits(LimitMode(arguments.limits)))
    runner, url = await start(world, host=arguments.host, port=arguments.port)
    print(f"Bot API at {url}/bot{arguments.token}/METHOD", flush=True)  # noqa: T201
    print(f"control at {url}/control/state", flush=True)  # noqa: T201
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await runner.cleanup()


def main() -> None:
    """Serve on the fastest event loop this platform has."""
    arguments = _arguments()
    if sys.platform == "win32":
        asyncio.run(_serve(arguments))
        return
    import uvloop  # it does not exist on Windows

    uvloop.run(_serve(arguments))


if __name__ == "__main__":
    main()

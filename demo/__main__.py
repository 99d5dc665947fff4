"""`make demo`: simulator, bot and example city on 127.0.0.1, until Ctrl-C. No token, no network, nothing kept."""

import argparse
import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from demo.bots import BotDied
from demo.evenings import Evening, Outcome
from simulator.client import Simulator

PORT = 8765


async def main(*, port: int, pace: float, leave: bool) -> int:
    """Plays evenings until interrupted; the exit status."""
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupted.set)
    async with await _simulator(port) as telegram:
        outcome = Outcome.again
        while outcome is Outcome.again:
            with tempfile.TemporaryDirectory() as folder:
                evening = Evening(telegram, Path(folder), pace=pace, leave=leave)
                outcome = await _until(interrupted, evening)
    print("끝났어요.", flush=True)
    return 1 if outcome is Outcome.died else 0


async def _simulator(port: int) -> Simulator:
    """A simulator at the port, or at any free one where somebody else has it."""
    try:
        probe = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", port)
    except OSError:
        print(f"포트 {port}번은 다른 프로그램이 쓰고 있어서 다른 번호로 열어요.", flush=True)
        port = 0
    else:
        probe.close()
        await probe.wait_closed()
    return Simulator(port=port, username="anyang_patrol_bot", name="우리동네 순찰봇", timeout=30)


async def _until(interrupted: asyncio.Event, evening: Evening) -> Outcome:
    playing = asyncio.create_task(evening.play())
    waiting = asyncio.create_task(interrupted.wait())
    try:
        await asyncio.wait((playing, waiting), return_when=asyncio.FIRST_COMPLETED)
        if interrupted.is_set():
            return Outcome.ended
        return playing.result()
    except BotDied as death:
        # Ctrl-C reaches the whole process group, and the bot may be the first to obey.
        await asyncio.wait((waiting,), timeout=0.5)
        if interrupted.is_set():
            return Outcome.ended
        print(death, file=sys.stderr, flush=True)
        return Outcome.died
    finally:
        playing.cancel()
        waiting.cancel()
        await asyncio.gather(playing, waiting, return_exceptions=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="0 takes any free port")
    parser.add_argument("--pace", type=float, default=1.0, help="how slowly people act: 0 is as fast as they can")
    parser.add_argument("--leave", action="store_true", help="end when the patrol has been played")
    return parser.parse_args()


if __name__ == "__main__":
    arguments = _arguments()
    sys.exit(asyncio.run(main(port=arguments.port, pace=arguments.pace, leave=arguments.leave)))

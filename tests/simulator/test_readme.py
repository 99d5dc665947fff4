"""What the simulator's README shows is true."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import simulator
from simulator.direction import GROUP_ACTIONS, PERSON_ACTIONS
from simulator.methods import METHODS

README = (Path(simulator.__file__).parent / "README.md").read_text(encoding="utf-8")


async def test_its_example_runs_as_it_stands(tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found
    script = tmp_path / "example.py"
    script.write_text(found[1], encoding="utf-8")
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        env={"PYTHONPATH": str(Path(simulator.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"},
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        output, _ = await program.communicate()

    assert program.returncode == 0
    assert output.decode().splitlines() == ["#1    I: 안녕하세요", "#2    Simulated bot: 안녕하세요"]


def test_it_names_every_method_and_every_action() -> None:
    groups = {"forwardMessages", "copyMessages", "deleteMessages"}
    pairs = {name for name in (m.name for m in METHODS.values()) if re.match(r"(set|get|delete)(My|ChatMenu)", name)}
    unnamed = [m.name for m in METHODS.values() if m.name not in README and m.name not in groups | pairs]
    actions = [name for name in (*PERSON_ACTIONS, *GROUP_ACTIONS) if name not in README]

    assert (unnamed, actions) == ([], [])

"""The rules stay pure: no clock, no session, no network, no text library can be reached from them."""

import ast
import re
import sys
from pathlib import Path

import pytest

import core

MODULES = sorted(Path(next(iter(core.__path__))).glob("**/*.py"))
PURE_LIBRARIES = {"dateutil", "core"}
IMPURE_PARTS = {"asyncio", "logging", "socket", "subprocess", "threading", "random", "secrets", "os", "time"}
CLOCK = re.compile(r"\.(?:now|today|utcnow)\(|\btime\.time\(|\bmonotonic\(")


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports relatively"
            names.add(str(node.module).split(".")[0])
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_rule_imports_nothing_that_acts(module: Path) -> None:
    names = imported(module)

    assert names - PURE_LIBRARIES <= sys.stdlib_module_names
    assert not names & IMPURE_PARTS


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_rule_never_reads_a_clock(module: Path) -> None:
    assert CLOCK.findall(module.read_text(encoding="utf-8")) == []

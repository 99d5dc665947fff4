"""`patrolbot verify`: the proof that no sealed patrol log was changed, one line a city."""

import typer

from bot.cli_ends import run_or_exit
from bot.cli_settings import settings_or_exit


def verify() -> None:
    """Prove the sealed patrol logs: one line a city, status 1 and the first broken log if one was changed.

    The last hash of a city also stands on the paper of its last log: where it differs, logs at the end are missing.
    """
    from bot.app import open_app  # slow to load, and --help need not wait for it

    async def prove() -> bool:
        async with open_app(settings_or_exit()) as app:
            await app.expect_migrated()
            proofs = await app.services.seals.verify()
        for proof in proofs:
            if proof.broken is None:
                print(f"ok      {proof.city}: {proof.entries} sealed logs, the last is {proof.last_hash}")
            else:
                title = f" ({proof.title})" if proof.title else ""
                print(f"BROKEN  {proof.city}: log {proof.broken.number}{title}: {_REASONS[proof.broken.reason.name]}")
        if not proofs:
            print("ok      nothing is sealed yet")
        return all(proof.broken is None for proof in proofs)

    if not run_or_exit(prove):
        raise typer.Exit(1)


_REASONS = {
    "missing": "a log is missing here",
    "changed": "it is not what was sealed",
    "unlinked": "it does not follow the log before it",
}

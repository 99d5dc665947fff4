"""A photo is shown to those it is meant for, until it is hidden."""

import pytest
from sqlmodel import col, select

from core.roles import NotAllowed
from db.engine import Engines
from db.tables import AuditEntry
from services.incidents import Incidents
from services.note_files import NoteFiles
from services.note_sheets import NoteSheets
from tests.services.note_desks import Shelf, office
from tests.services.small_city import BEFORE, POLICY


async def test_a_hidden_photo_is_shown_to_nobody_until_it_is_shown_again(engines: Engines) -> None:
    desk, elsewhere = await office(engines), await office(engines, "군포시")
    note = await desk.note(file=1)
    shelf = Shelf({"file-1": b"\xff\xd8\xff"})
    files = NoteFiles(desk.city.uow, POLICY, shelf)
    (file,) = (await NoteSheets(desk.city.uow, POLICY).show(desk.visitor, note.id)).files
    shown = await files.fetch(desk.visitor, note.id, file.file_id, BEFORE)
    with pytest.raises(NotAllowed):
        await files.fetch(elsewhere.visitor, note.id, file.file_id, BEFORE)
    hidden = await files.hide(desk.visitor, note.id, file.file_id, BEFORE, is_hidden=True)
    with pytest.raises(NotAllowed):
        await files.fetch(desk.visitor, note.id, file.file_id, BEFORE)
    before = len(await desk.city.said(desk.leader, "notes.file"))
    await Incidents(desk.city.uow, POLICY).show_whole(desk.city.tap(desk.leader), note.id)
    again = len(await desk.city.said(desk.leader, "notes.file")) - before
    back = await files.hide(desk.visitor, note.id, file.file_id, BEFORE, is_hidden=False)
    async with desk.city.uow.read() as tx:
        actions = (
            await tx.session.exec(select(AuditEntry.action).where(col(AuditEntry.action).like("note_file%")))
        ).all()

    assert shown == b"\xff\xd8\xff"
    assert shelf.asked == ["telegram:file-1"]
    assert (hidden, again, back) == ("photo_hidden", 0, "photo_shown")
    assert sorted(actions) == ["note_file.hidden", "note_file.seen", "note_file.shown"]

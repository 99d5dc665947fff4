"""What a coordinator sees and does at the console is what the chat knows, and the other way round."""

from __future__ import annotations

import re

import pytest
from sqlmodel import col, select

from bot.app import App
from core.incidents import IncidentState
from core.roles import MembershipState
from core.rsvps import PatrolState
from db.tables import AuditEntry, Checkin, Membership, Note, OutboxRow, Patrol
from tests.web.conftest import Browser
from tests.web.evenings import Evening


def numbers(page: str) -> list[int]:
    """The first row of large numbers: going, there, late, missing."""
    return [int(found) for found in re.findall(r"<dd>(\d+)</dd>", page)[:4]]


async def test_today_counts_who_is_going_there_late_and_missing(browser: Browser, tonight: Evening) -> None:
    await browser.opens("/console/today")
    before = numbers(browser.page)
    unit, organisation_id = next(iter(tonight.crowd.organisation_ids.items()))
    somebody = tonight.crowd.people[unit][0].id
    path = f"/console/patrols/{tonight.patrol_id}"
    await browser.opens(path)
    person_id = str(tonight.person_ids[somebody])
    await browser.posts(f"{path}/marks", organisation_id=str(organisation_id), came=person_id)
    await browser.opens("/console/today")

    assert before == [48, 0, 0, 48]
    assert numbers(browser.page) == [48, 1, 1, 47]


async def test_a_mark_at_the_desk_is_a_leaders_mark(bot: App, browser: Browser, tonight: Evening) -> None:
    unit, organisation_id = next(iter(tonight.crowd.organisation_ids.items()))
    person = tonight.crowd.people[unit][0]
    path = f"/console/patrols/{tonight.patrol_id}"
    await browser.opens(path)
    organisation, person_id = str(organisation_id), str(tonight.person_ids[person.id])
    await browser.posts(f"{path}/marks", organisation_id=organisation, came=person_id)
    await browser.posts(f"{path}/marks", organisation_id=organisation, came=person_id)
    await browser.posts(f"{path}/marks", organisation_id=organisation, missed=person_id)
    async with bot.uow.read() as tx:
        rows = (await tx.session.exec(select(Checkin))).all()
        marks = (await tx.session.exec(select(AuditEntry).where(col(AuditEntry.action).like("checkin.%")))).all()

    assert [row.is_present for row in rows] == [False]
    assert [entry.action for entry in marks] == ["checkin.marked_present", "checkin.marked_absent"]
    assert "출석부를 고쳤어요" in browser.page


async def test_approving_at_the_desk_lets_in_and_the_second_is_told_so(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    await browser.opens("/console/today")
    path = f"/console/applications/{tonight.application_id}"
    await browser.posts(path, decision="approve")
    first = browser.page
    await browser.opens("/console/today")
    after = browser.page
    await browser.opens("/console/access")
    await browser.posts(path, decision="decline")
    async with bot.uow.read() as tx:
        row = await tx.session.get(Membership, tonight.application_id)
        told = (await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "applications.approved"))).all()

    assert "승인했어요" in first
    assert "서새봄" not in after
    assert "다른 분이 먼저 정했어요" in browser.page
    assert row is not None
    assert row.state is MembershipState.active
    assert len(told) == 1


async def test_a_note_goes_on_by_the_rules_of_the_chat(bot: App, browser: Browser, tonight: Evening) -> None:
    path = f"/console/notes/{tonight.note_ids[0]}"
    await browser.opens(path)
    asked = browser.page
    await browser.posts(f"{path}/state", state="handed_to_112")
    moved = browser.page
    await browser.posts(f"{path}/state", state="accepted")
    async with bot.uow.read() as tx:
        note = await tx.session.get(Note, tonight.note_ids[0])
        reporter = (await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "notes.moved"))).all()

    assert all(word in asked for word in ("접수", "처리 중", "완료", "112 인계", "가로등 두 개가"))
    assert "다음 단계로 옮겼어요" in moved
    assert "이조정" in moved
    assert note is not None
    assert note.state is IncidentState.handed_to_112
    assert len(reporter) == 1


async def test_notes_are_found_by_state_and_kind_and_shown_on_the_map(browser: Browser, tonight: Evening) -> None:
    await browser.opens("/console/notes")
    everything = browser.page
    await browser.opens("/console/notes?category=hidden_camera")
    one = browser.page
    await browser.opens("/console/notes?stage=through")
    none = browser.page
    wrong = await browser.opens("/console/notes?category=nonsense")

    assert tonight
    assert everything.count('class="row note"') == 3
    assert everything.count('class="dot open"') == 2
    assert one.count('class="row note"') == 1
    assert "여기에는 특이사항이 없어요" in none
    assert wrong == 404


async def test_cancelling_asks_once_more_and_tells_everybody(bot: App, browser: Browser, tonight: Evening) -> None:
    path = f"/console/patrols/{tonight.later_id}/cancel"
    await browser.opens(path)
    question = browser.page
    await browser.posts(path, scope="this")
    done = browser.page
    await browser.opens("/console/access")
    await browser.posts(path, scope="this")
    async with bot.uow.read() as tx:
        patrol = await tx.session.get(Patrol, tonight.later_id)
        told = (await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "patrols.cancelled"))).all()

    assert "네, 취소합니다" in question
    assert "모두에게 알렸어요" in done
    assert "이미 취소한 순찰이에요" in browser.page
    assert patrol is not None
    assert patrol.state is PatrolState.cancelled
    assert len(told) == 80


async def test_the_code_on_the_screen_is_the_leaders_code(browser: Browser, tonight: Evening) -> None:
    await browser.opens(f"/console/patrols/{tonight.patrol_id}/code")
    shown = re.search(r'class="digits"[^>]*>(\d{4})<', browser.page)
    leader = tonight.crowd.people["평촌자율방범대"][0]
    await leader.says("/code")
    heard = await leader.hears("출석 번호")
    closed = await browser.opens(f"/console/patrols/{tonight.later_id}/code")

    assert shown is not None
    assert shown[1] in heard.text
    assert closed == 200
    assert "지금은 출석 번호가 없어요" in browser.page


async def test_links_are_made_printed_and_closed(browser: Browser, tonight: Evening) -> None:
    path = f"/console/people/{next(iter(tonight.crowd.organisation_ids.values()))}"
    await browser.opens(path)
    await browser.posts(f"{path}/links", role="leader")
    token = re.findall(r"/console/links/([\w-]+)\"", browser.page)[0]
    listed = browser.page
    await browser.opens(f"/console/links/{token}")
    leaflet = browser.page
    paper = await browser.get(f"/console/links/{token}/leaflet.pdf")
    await browser.opens(path)
    await browser.posts("/console/links/revoke", token=token)
    closed = browser.page
    gone = await browser.opens(f"/console/links/{token}")

    assert "대장 초대" in listed
    assert f"?start={token}" in leaflet
    assert "<svg" in leaflet
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "링크를 닫았어요" in closed
    assert gone == 404


@pytest.mark.parametrize("role", ["coordinator", "administrator", "nonsense"])
async def test_no_link_to_more_than_leading_is_made_for_an_organisation(
    browser: Browser, tonight: Evening, role: str
) -> None:
    path = f"/console/people/{next(iter(tonight.crowd.organisation_ids.values()))}"
    await browser.opens(path)

    assert await browser.posts(f"{path}/links", role=role) == 404


async def test_who_read_what_is_in_the_log_once_a_look(bot: App, browser: Browser, tonight: Evening) -> None:
    organisation_id = next(iter(tonight.crowd.organisation_ids.values()))
    pages = (
        "today",
        f"patrols/{tonight.patrol_id}",
        "notes",
        f"notes/{tonight.note_ids[0]}",
        "people",
        f"people/{organisation_id}",
    )
    for page in (*pages, *pages):
        await browser.opens(f"/console/{page}")
    async with bot.uow.read() as tx:
        entries = (await tx.session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
    seen = [(entry.action, entry.subject) for entry in entries if entry.action.endswith((".seen", ".read"))]
    city = f"city:{tonight.crowd.city_id}"

    assert seen == [
        ("today.seen", city),
        ("roster.seen", f"patrol:{tonight.patrol_id}"),
        ("notes.seen", city),
        ("note.read", f"note:{tonight.note_ids[0]}"),
        ("organisations.seen", city),
        ("members.seen", f"organisation:{organisation_id}"),
    ]


async def test_a_look_at_one_roster_in_the_chat_does_not_stand_for_the_look_at_all_of_them(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    unit, organisation_id = next(iter(tonight.crowd.organisation_ids.items()))
    await tonight.crowd.coordinator.says("/roster")
    await tonight.crowd.coordinator.taps(unit, on=await tonight.crowd.coordinator.hears("어느 단체"))
    await tonight.crowd.coordinator.hears("출석부")
    await browser.opens(f"/console/patrols/{tonight.patrol_id}")
    async with bot.uow.read() as tx:
        looks = select(AuditEntry).where(AuditEntry.action == "roster.seen").order_by(col(AuditEntry.id))
        seen = [look.facts for look in await tx.session.exec(looks)]

    assert seen == [{"organisation_id": organisation_id}, {}]


async def test_what_people_typed_is_shown_as_they_typed_it(bot: App, browser: Browser, tonight: Evening) -> None:
    typed = "<b>굵게</b> <script>alert(1)</script> \"&' *별*"
    async with bot.uow.write() as tx:
        note = await tx.notes.lock(tonight.crowd.city_id, tonight.note_ids[0])
        assert note is not None
        note.text = typed
    await browser.opens(f"/console/notes/{tonight.note_ids[0]}")

    assert "&lt;b&gt;굵게&lt;/b&gt; &lt;script&gt;" in browser.page
    assert "<script>alert" not in browser.page


async def test_an_english_coordinator_reads_english(bot: App, browser: Browser, tonight: Evening) -> None:
    assert tonight
    async with bot.uow.write() as tx:
        (found,) = [each for each in (await tx.session.exec(select(Membership))).all() if each.role == "coordinator"]
        (await tx.members.lock(found.person_id)).locale = "en"
    await browser.opens("/console/today")

    assert '<html lang="en">' in browser.page
    assert "Applications" in browser.page
    assert not re.search(r">[^<]*(신청|순찰 없)", browser.page)

"""Groups and channels: privacy, keyboards for each person, coming, going and growing."""

from __future__ import annotations

import pytest

from simulator.client import Gathering, Simulator, Someone, StoryError
from tests.simulator.raw_bot import RawBot


@pytest.fixture
async def friend(telegram: Simulator) -> Someone:
    return await telegram.person("영희", has_started=True)


@pytest.fixture
async def group(telegram: Simulator, bot: RawBot, minsu: Someone, friend: Someone) -> Gathering:
    group = await telegram.group("범계 순찰", minsu, friend)
    await bot.does("getUpdates", offset=-1)
    await bot.does("getUpdates", offset=(await bot.does("getUpdates"))[-1]["update_id"] + 1)
    return group


async def test_a_bot_in_a_group_reads_only_what_concerns_it(bot: RawBot, minsu: Someone, group: Gathering) -> None:
    sent = await bot.does("sendMessage", chat_id=group.id, text="안내")
    notice = await minsu.hears("안내", chat=group)
    for words in ("그냥 하는 말", "/code", "/code@other_bot", "@simulated_bot 안녕"):
        await minsu.says(words, chat=group)
    await minsu.says("답장", chat=group, reply_to=notice)
    read = [update["message"]["text"] for update in await bot.does("getUpdates")]

    assert sent["chat"]["type"] == "group"
    assert read == ["/code", "@simulated_bot 안녕", "답장"]


async def test_an_administrator_reads_everything(bot: RawBot, minsu: Someone, group: Gathering) -> None:
    await group.adds_bot(as_admin=True)
    await minsu.says("그냥 하는 말", chat=group)
    promoted, said = await bot.does("getUpdates")

    assert promoted["my_chat_member"]["new_chat_member"]["can_pin_messages"] is True
    assert said["message"]["text"] == "그냥 하는 말"


async def test_everybody_in_a_group_sees_its_messages_and_outsiders_do_not(
    bot: RawBot, telegram: Simulator, minsu: Someone, friend: Someone, group: Gathering
) -> None:
    outsider = await telegram.person("외부인")
    await bot.does("sendMessage", chat_id=group.id, text="모두에게")
    await minsu.hears("모두에게", chat=group)
    await friend.hears("모두에게", chat=group)

    assert outsider.see(group).messages == []
    with pytest.raises(StoryError, match="is not in 범계 순찰"):
        await outsider.says("저도요", chat=group)


async def test_contacts_and_places_can_be_asked_for_in_private_only(
    bot: RawBot, minsu: Someone, group: Gathering
) -> None:
    def asking(what: str) -> dict[str, object]:
        return {"text": "a", "reply_markup": {"keyboard": [[{"text": "b", what: True}]]}}

    assert await bot.is_refused("sendMessage", chat_id=group.id, **asking("request_contact")) == (
        "Bad Request: phone number can be requested in private chats only"
    )
    assert await bot.is_refused("sendMessage", chat_id=group.id, **asking("request_location")) == (
        "Bad Request: location can be requested in private chats only"
    )
    assert await bot.does("sendMessage", chat_id=minsu.id, **asking("request_contact"))


async def test_a_keyboard_may_be_for_one_person_and_taken_away_again(
    bot: RawBot, minsu: Someone, friend: Someone, group: Gathering
) -> None:
    asked = await minsu.says("/code", chat=group)
    keyboard = {"keyboard": [["네", "아니요"]], "selective": True}
    reply = {"message_id": asked.id}
    await bot.does("sendMessage", chat_id=group.id, text="고르세요", reply_markup=keyboard, reply_parameters=reply)
    await minsu.hears("고르세요", chat=group)
    seen = minsu.see(group).keyboard, friend.see(group).keyboard
    await bot.does("sendMessage", chat_id=group.id, text="끝", reply_markup={"remove_keyboard": True})
    await minsu.hears("끝", chat=group)

    assert seen == ([["네", "아니요"]], [])
    assert minsu.see(group).keyboard == []


async def test_a_bot_thrown_out_is_told_and_cannot_write(bot: RawBot, group: Gathering) -> None:
    await group.kicks_bot()
    service, changed = await bot.does("getUpdates")

    assert service["message"]["left_chat_member"]["is_bot"] is True
    assert changed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await bot.is_refused("sendMessage", chat_id=group.id, text="a") == (
        "Forbidden: bot was kicked from the group chat"
    )


async def test_a_group_that_grew_tells_its_new_number(bot: RawBot, minsu: Someone, group: Gathering) -> None:
    grown = await group.migrates()
    status, body = await bot.call("sendMessage", chat_id=group.id, text="a")
    messages = [update["message"] for update in await bot.does("getUpdates")]
    await bot.does("sendMessage", chat_id=grown.id, text="새 방")
    await minsu.hears("새 방", chat=grown)
    await grown.kicks_bot()

    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": grown.id})
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert [m.get("migrate_to_chat_id") or m.get("migrate_from_chat_id") for m in messages] == [grown.id, group.id]
    assert await bot.is_refused("sendMessage", chat_id=grown.id, text="a") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )


async def test_only_who_rules_a_group_promotes_the_bot_throws_it_out_or_lets_the_group_grow(
    telegram: Simulator, friend: Someone, group: Gathering
) -> None:
    outsider = await telegram.person("외부인")
    with pytest.raises(StoryError, match="영희 does not rule 범계 순찰"):
        await group.adds_bot(by=friend, as_admin=True)
    with pytest.raises(StoryError, match="does not rule"):
        await group.kicks_bot(by=friend)
    with pytest.raises(StoryError, match="does not rule"):
        await group.migrates(by=friend)
    with pytest.raises(StoryError, match="외부인 is not in"):
        await group.renames("우리 방", by=outsider)

    assert telegram.world.chats[group.id].bot_status.value == "member"


async def test_a_group_gets_another_name_and_people_bring_others_in(
    bot: RawBot, telegram: Simulator, minsu: Someone, friend: Someone, group: Gathering
) -> None:
    outsider = await telegram.person("외부인")
    await group.renames("새 이름", by=friend)
    await outsider.does("joins", group, by=minsu.id)
    renamed, brought = [update["message"] for update in await bot.does("getUpdates")]

    assert (renamed["new_chat_title"], renamed["chat"]["title"]) == ("새 이름", "새 이름")
    assert (brought["from"]["id"], brought["new_chat_members"][0]["id"]) == (minsu.id, outsider.id)
    with pytest.raises(StoryError, match="in 새 이름 already"):
        await outsider.joins(group)


async def test_members_are_described_completely(bot: RawBot, minsu: Someone, friend: Someone, group: Gathering) -> None:
    owner = await bot.does("getChatMember", chat_id=group.id, user_id=minsu.id)
    member = await bot.does("getChatMember", chat_id=group.id, user_id=friend.id)
    count = await bot.does("getChatMemberCount", chat_id=group.id)
    rulers = await bot.does("getChatAdministrators", chat_id=group.id)

    assert (owner["status"], owner["is_anonymous"], member["status"]) == ("creator", False, "member")
    assert count == 3
    assert rulers == [owner]


async def test_channel_posts_arrive_as_such(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    channel = await telegram.channel("안양 소식", minsu)
    await minsu.says("공지", chat=channel)
    post = (await bot.does("getUpdates"))[-1]["channel_post"]

    assert post["sender_chat"]["type"] == "channel"
    assert "from" not in post


async def test_a_button_in_a_group_answers_the_one_who_pressed(
    bot: RawBot, telegram: Simulator, minsu: Someone, friend: Someone, group: Gathering
) -> None:
    markup = {"inline_keyboard": [[{"text": "참석", "callback_data": "a"}]]}
    await bot.does("sendMessage", chat_id=group.id, text="오세요?", reply_markup=markup)
    message = await friend.hears("오세요", chat=group)
    order = {"chat_id": group.id, "message_id": message.id, "text": "참석"}
    pressed = await telegram.ask("POST", f"people/{friend.id}/taps", order)
    await bot.does("answerCallbackQuery", callback_query_id=pressed["callback_id"], text="참석하시네요")
    toast = await friend.hears("참석하시네요", chat=group)

    assert toast.kind == "toast"
    await minsu.does_not_hear("참석하시네요", chat=group, within=0.05)

"""Files, albums, places, cards and copies: what is sent arrives and can be fetched again."""

from __future__ import annotations

import io

import aiohttp
import pytest

from simulator.client import Simulator, Someone
from simulator.files import PIXEL_PNG
from tests.simulator.raw_bot import RawBot

MEBIBYTE = 1024 * 1024


async def upload(bot: RawBot, method: str, field: str, content: bytes, chat_id: int) -> int:
    form = aiohttp.FormData({"chat_id": str(chat_id)})
    form.add_field(field, io.BytesIO(content), filename="a.png")
    async with bot.session.post(bot.url(method), data=form) as response:
        bot.headers = dict(response.headers)
        body = await response.json()
    assert body["ok"] is (response.status == 200)
    return response.status


async def test_an_uploaded_photo_is_seen_and_can_be_fetched_and_sent_again(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    status = await upload(bot, "sendPhoto", "photo", PIXEL_PNG, minsu.id)
    seen = await minsu.hears("[photo]")
    file_id = seen.payload["photo"][-1]["file_id"]
    file = await bot.does("getFile", file_id=file_id)
    async with bot.session.get(f"{telegram.api_url}/file/bot{telegram.token}/{file['file_path']}") as response:
        content = await response.read()
    again = await bot.does("sendPhoto", chat_id=minsu.id, photo=file_id, caption="<i>또</i>", parse_mode="HTML")

    assert status == 200
    assert content == PIXEL_PNG == await minsu.opens(seen)
    assert file["file_size"] == len(PIXEL_PNG)
    assert again["photo"] == seen.payload["photo"]
    assert again["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("photo", "refusal"),
    [
        ("", "there is no photo in the request"),
        ("unknown", "wrong file identifier/HTTP URL specified"),
        ("https://a.kr/a.png", "failed to get HTTP URL content"),
        ("attach://missing", "there is no file with the specified name in the request"),
    ],
)
async def test_a_photo_that_is_not_there_is_refused(bot: RawBot, minsu: Someone, photo: str, refusal: str) -> None:
    assert await bot.is_refused("sendPhoto", chat_id=minsu.id, photo=photo) == f"Bad Request: {refusal}"


async def test_what_is_no_picture_is_no_photo(bot: RawBot, minsu: Someone) -> None:
    assert await upload(bot, "sendPhoto", "photo", b"words", minsu.id) == 400


async def test_a_caption_has_room_for_1024_characters(bot: RawBot, minsu: Someone) -> None:
    await upload(bot, "sendDocument", "document", b"a", minsu.id)
    file_id = (await minsu.hears("[document]")).payload["document"]["file_id"]
    document = {"chat_id": minsu.id, "document": file_id}

    assert (await bot.does("sendDocument", **document, caption="가" * 1024))["caption"] == "가" * 1024
    assert await bot.is_refused("sendDocument", **document, caption="가" * 1025) == (
        "Bad Request: message caption is too long"
    )


async def test_uploads_end_at_50_mebibytes_and_downloads_at_20(bot: RawBot, minsu: Someone) -> None:
    await minsu.sends_document(size=20 * MEBIBYTE)
    await minsu.sends_document(size=20 * MEBIBYTE + 1)
    fits, too_big = [u["message"]["document"]["file_id"] for u in await bot.does("getUpdates")]
    too_much = await upload(bot, "sendDocument", "document", bytes(50 * MEBIBYTE + 1), minsu.id)

    assert (await bot.does("getFile", file_id=fits))["file_size"] == 20 * MEBIBYTE
    assert await bot.is_refused("getFile", file_id=too_big) == "Bad Request: file is too big"
    assert too_much == 413


async def test_people_send_every_kind_of_medium(bot: RawBot, minsu: Someone) -> None:
    for send in (minsu.sends_photo, minsu.sends_video, minsu.sends_voice, minsu.sends_document, minsu.sends_sticker):
        await send()
    await minsu.sends_album(3, caption="세 장")
    updates = [update["message"] for update in await bot.does("getUpdates")]
    album = updates[5:]

    assert [k in u for k, u in zip(["photo", "video", "voice", "document", "sticker"], updates, strict=False)] == (
        [True] * 5
    )
    assert len({message["media_group_id"] for message in album}) == 1
    assert [message.get("caption") for message in album] == ["세 장", None, None]


async def test_albums_of_the_bot_are_tied_together_and_mixtures_are_refused(bot: RawBot, minsu: Someone) -> None:
    await minsu.sends_photo()
    photo = (await bot.does("getUpdates"))[-1]["message"]["photo"][0]["file_id"]
    item = {"type": "photo", "media": photo}
    album = await bot.does("sendMediaGroup", chat_id=minsu.id, media=[item, item | {"caption": "둘"}])
    document = {"type": "document", "media": photo}

    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    assert album[1]["caption"] == "둘"
    assert "can't" in await bot.is_refused("sendMediaGroup", chat_id=minsu.id, media=[item, document])
    assert await bot.is_refused("sendMediaGroup", chat_id=minsu.id, media=[]) == "Bad Request: media is empty"


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        ({"latitude": 91, "longitude": 0}, "wrong location specified"),
        ({"latitude": 1}, "longitude is empty"),
        ({"latitude": 1, "longitude": 1, "live_period": 5}, "wrong live location period specified"),
    ],
)
async def test_places_that_do_not_exist_are_refused(
    bot: RawBot, minsu: Someone, place: dict[str, float], refusal: str
) -> None:
    assert await bot.is_refused("sendLocation", chat_id=minsu.id, **place) == f"Bad Request: {refusal}"


async def test_a_live_location_of_a_person_arrives_as_edits(bot: RawBot, minsu: Someone) -> None:
    shared = await minsu.shares_live_location(37.1, 127.1, accuracy=12)
    await minsu.moves(shared, 37.2, 127.2)
    await minsu.moves(shared, 37.3, 127.3, stop=True)
    first, second, third = await bot.does("getUpdates")

    assert first["message"]["location"] == {
        "latitude": 37.1,
        "longitude": 127.1,
        "horizontal_accuracy": 12.0,
        "live_period": 3600,
    }
    assert second["edited_message"]["location"]["latitude"] == 37.2
    assert "edit_date" in second["edited_message"]
    assert "live_period" not in third["edited_message"]["location"]


async def test_contacts_tell_whose_they_are(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    friend = await telegram.person("영희", phone="+821099998888")
    await minsu.shares_contact()
    await minsu.shares_contact(of=friend)
    own, other = [update["message"]["contact"] for update in await bot.does("getUpdates")]

    assert (own["user_id"], own["phone_number"]) == (minsu.id, "+821012345678")
    assert (other["user_id"], other["phone_number"]) == (friend.id, "+821099998888")


async def test_copies_hide_the_author_and_forwards_name_them(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    friend = await telegram.person("영희", has_started=True)
    await minsu.sends_photo("원래 설명")
    message = (await bot.does("getUpdates"))[-1]["message"]
    source = {"chat_id": friend.id, "from_chat_id": minsu.id, "message_id": message["message_id"]}
    await bot.does("copyMessage", **source, caption="새 설명")
    forwarded = await bot.does("forwardMessage", **source)
    copied = await friend.hears("새 설명")

    assert "forward_origin" not in copied.payload
    assert forwarded["forward_origin"]["sender_user"]["id"] == minsu.id
    assert forwarded["caption"] == "원래 설명"
    assert await bot.is_refused("copyMessage", **source | {"message_id": 999}) == (
        "Bad Request: message to copy not found"
    )


async def test_deleted_messages_are_gone_for_everybody(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="곧 사라져요")
    seen = await minsu.hears("곧 사라져요")
    target = {"chat_id": minsu.id, "message_id": sent["message_id"]}
    await bot.does("deleteMessage", **target)
    await minsu.sees_gone(seen)
    old = await bot.does("sendMessage", chat_id=minsu.id, text="오래된 말")
    await telegram.clock.advance(hours=49)

    assert await bot.is_refused("deleteMessage", **target) == "Bad Request: message to delete not found"
    assert await bot.is_refused("deleteMessage", chat_id=minsu.id, message_id=old["message_id"]) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_pinned_messages_are_seen_pinned(bot: RawBot, minsu: Someone) -> None:
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="중요")
    await bot.does("pinChatMessage", chat_id=minsu.id, message_id=sent["message_id"])
    await minsu.hears("[pinned_message]")
    pinned = [message.text for message in minsu.pinned]
    await bot.does("unpinAllChatMessages", chat_id=minsu.id)

    assert pinned == ["중요"]
    assert (await bot.does("getChat", chat_id=minsu.id)).get("pinned_message") is None

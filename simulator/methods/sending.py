"""Methods that send: texts, places, contacts, files, albums, copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.chats import Chat, Message, Payload
from simulator.errors import bad_request
from simulator.files import PHOTO_LIMIT_BYTES, StoredFile
from simulator.formatting import format_text, found_in
from simulator.media import KINDS, media_fields
from simulator.methods.declarations import (
    CAPTION,
    PARSE_MODE,
    REPLYING,
    SENDING,
    Call,
    Kind,
    Parameter,
    lenient_integer,
    method,
)
from simulator.methods.reaching import caption_fields, check_caption, message_text, send, writable_chat

_MIME_TYPES = {"photo": "image/jpeg", "voice": "audio/ogg", "video": "video/mp4"}


@method(
    "sendMessage",
    *SENDING,
    Parameter("text", missing="message text is empty"),
    PARSE_MODE,
    Parameter("entities", Kind.JSON, "Array of MessageEntity"),
    Parameter("link_preview_options", Kind.JSON, "LinkPreviewOptions"),
    Parameter("disable_web_page_preview", Kind.FLAG),
    messages=1,
)
def send_message(call: Call) -> Payload:
    """Send a text."""
    text = message_text(call)
    chat = writable_chat(call)
    options: Any = call.json("link_preview_options")
    extra: Payload = {}
    if isinstance(options, dict):
        extra["link_preview_options"] = options
    elif call.flag("disable_web_page_preview"):
        extra["link_preview_options"] = {"is_disabled": True}
    return send(call, chat, resolved(call, text.fields()) | extra).payload


def resolved(call: Call, fields: Payload) -> Payload:
    """Replace user numbers of mentions by the users they mean, dropping strangers."""
    for name in ("entities", "caption_entities"):
        if name in fields:
            kept = []
            for entity in fields[name]:
                if entity["type"] == "text_mention":
                    user_id = entity.get("user_id") or _id_of(entity.get("user"))
                    user = call.world.user(lenient_integer(user_id))
                    if user is None:
                        continue
                    kept.append({k: v for k, v in entity.items() if k != "user_id"} | {"user": user})
                else:
                    kept.append(entity)
            fields = fields | {name: kept}
            if not kept:
                del fields[name]
    return fields


def _id_of(user: Any) -> Any:
    return user.get("id", 0) if isinstance(user, dict) else 0


LOCATION = (
    Parameter("latitude", Kind.FLOAT, missing="latitude is empty"),
    Parameter("longitude", Kind.FLOAT, missing="longitude is empty"),
    Parameter("horizontal_accuracy", Kind.FLOAT),
    Parameter("live_period", Kind.INTEGER),
    Parameter("heading", Kind.INTEGER),
    Parameter("proximity_alert_radius", Kind.INTEGER),
)


def location_fields(call: Call) -> Payload:
    """Return the Location object of a call, or refuse impossible places."""
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("wrong location specified")
    location: Payload = {"latitude": latitude, "longitude": longitude}
    if (accuracy := call.number("horizontal_accuracy")) is not None and accuracy > 0:
        location["horizontal_accuracy"] = min(accuracy, 1500.0)
    for name in ("heading", "proximity_alert_radius"):
        if call.integer(name):
            location[name] = call.integer(name)
    return location


@method("sendLocation", *SENDING, *LOCATION, messages=1)
def send_location(call: Call) -> Payload:
    """Send a place, perhaps a moving one."""
    location = location_fields(call)
    period = call.integer("live_period")
    if period and period != 0x7FFFFFFF and not 60 <= period <= 86400:
        raise bad_request("wrong live location period specified")
    if period:
        location["live_period"] = period
    return send(call, writable_chat(call), {"location": location}).payload


@method(
    "sendVenue",
    *SENDING,
    *LOCATION[:2],
    Parameter("title", missing="VENUE_TITLE_INVALID"),
    Parameter("address", missing="VENUE_ADDRESS_INVALID"),
    messages=1,
)
def send_venue(call: Call) -> Payload:
    """Send a place with a name."""
    location = location_fields(call)
    venue = {"location": location, "title": call.text("title"), "address": call.text("address")}
    return send(call, writable_chat(call), {"venue": venue, "location": location}).payload


@method(
    "sendContact",
    *SENDING,
    Parameter("phone_number", missing="contact phone number must be non-empty"),
    Parameter("first_name", missing="contact first name must be non-empty"),
    Parameter("last_name"),
    Parameter("vcard", max_length=2048),
    messages=1,
)
def send_contact(call: Call) -> Payload:
    """Send somebody's business card."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: call.text(name) for name in names if call.text(name)}
    return send(call, writable_chat(call), {"contact": contact}).payload


def given_file(call: Call, name: str, kind: str, value: Any = None) -> StoredFile:
    """Return the file a call means: attached to it, or known by its identifier."""
    value = call.text(name) if value is None else value
    upload = call.uploads.get(name) if not value else None
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("there is no file with the specified name in the request")
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if kind == "photo" and len(upload.content) > PHOTO_LIMIT_BYTES:
            raise bad_request(
                f"file of size {len(upload.content)} bytes is too big for a photo; "
                f"the maximum size is {PHOTO_LIMIT_BYTES} bytes"
            )
        mime_type = _MIME_TYPES.get(kind, upload.mime_type)
        return call.world.files.add(upload.content, name=upload.name, kind=kind, mime_type=mime_type)
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if value.startswith(("http://", "https://")):
        # Nothing leaves this machine, so an address on the net is one that cannot be fetched.
        raise bad_request("failed to get HTTP URL content")
    stored = call.world.files.find(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind and "photo" in {stored.kind, kind}:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


_SIZES = ("duration", "width", "height")
_INTEGERS: dict[str, tuple[str, ...]] = {
    "voice": ("duration",),
    "video_note": ("duration", "length"),
    "audio": ("duration",),
    "video": _SIZES,
    "animation": _SIZES,
}
_TEXTS: dict[str, tuple[str, ...]] = {"audio": ("performer", "title"), "sticker": ("emoji",)}
_UNCAPTIONED = frozenset({"sticker", "video_note"})
_ABOVE = frozenset({"photo", "video", "animation"})


def _media_parameters(kind: str) -> tuple[Parameter, ...]:
    noun = kind.replace("_", " ")
    file = Parameter(kind, Kind.FILE, missing=f"there is no {noun} in the request")
    integers = tuple(Parameter(name, Kind.INTEGER, low=0) for name in _INTEGERS.get(kind, ()))
    texts = tuple(Parameter(name) for name in _TEXTS.get(kind, ()))
    found = (file, *integers, *texts)
    if kind not in {"photo", "voice", "sticker"}:
        found = (*found, Parameter("thumbnail", Kind.FILE))
    if kind not in _UNCAPTIONED:
        found = (*found, *CAPTION[:3])
    if kind in _ABOVE:
        found = (*found, CAPTION[3], Parameter("has_spoiler", Kind.FLAG))
    return found


def _told(kind: str, values: Mapping[str, Any]) -> Payload:
    told: Payload = {name: lenient_integer(values[name]) for name in _INTEGERS.get(kind, ()) if values.get(name)}
    return told | {name: str(values[name]) for name in _TEXTS.get(kind, ()) if values.get(name)}


def _declare_media(kind: str) -> None:
    name = "send" + "".join(part.title() for part in kind.split("_"))

    @method(name, *SENDING, *_media_parameters(kind), messages=1)
    def send_media(call: Call) -> Payload:
        chat = writable_chat(call)
        captioned = resolved(call, caption_fields(call))
        stored = given_file(call, kind, kind)
        spoiler = {"has_media_spoiler": True} if call.flag("has_spoiler") else {}
        content = media_fields(kind, stored, _told(kind, call.values))
        return send(call, chat, content | captioned | spoiler).payload


for _kind in KINDS:
    _declare_media(_kind)


@method(
    "sendMediaGroup",
    *REPLYING,
    Parameter("media", Kind.JSON, "Array of InputMedia", missing="media is empty"),
    messages=1,
)
def send_media_group(call: Call) -> list[Payload]:
    """Send an album of two to ten."""
    chat, media = writable_chat(call), call.json("media")
    if not isinstance(media, list) or not 1 <= len(media) <= 10:
        raise bad_request("too many messages to send as an album" if media else "media is empty")
    contents = [input_media_fields(call, item) for item in media]
    kinds = {item["type"] for item in media}
    if "animation" in kinds or (kinds & {"audio", "document"} and len(kinds) > 1):
        raise bad_request(f"{min(kinds)} can't be mixed with other media types")
    album: Payload = {"media_group_id": call.world.new_album_id()} if len(media) > 1 else {}
    return [send(call, chat, content | album).payload for content in contents]


def input_media_fields(call: Call, item: Any) -> Payload:
    """Return the message fields of one InputMedia object."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = str(item.get("type"))
    if kind not in {"photo", "video", "audio", "document", "animation"}:
        raise bad_request("can't parse InputMedia: invalid type")
    stored = given_file(call, "media", kind, item.get("media", ""))
    raw = format_text(str(item.get("caption", "")), str(item.get("parse_mode", "")), item.get("caption_entities"))
    caption = found_in(raw)
    check_caption(caption)
    return media_fields(kind, stored, _told(kind, item)) | resolved(call, caption.fields("caption"))


def original(message_id: int, from_chat: Chat, what: str) -> Message:
    """Return a message that may be copied or forwarded."""
    message = from_chat.find(message_id)
    if message is None:
        raise bad_request(f"message to {what} not found")
    return message

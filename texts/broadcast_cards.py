"""The author's card of a broadcast: preview, progress and report, one message from the first to the last."""

from collections.abc import Mapping
from datetime import timedelta

from core.broadcasts import BroadcastState
from texts.broadcast_taps import ActTap, BroadcastAct
from texts.broadcasts import audience_line
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.words import Words

_A, _S = BroadcastAct, BroadcastState
_BUTTONS: Mapping[BroadcastState, tuple[tuple[BroadcastAct, ...], ...]] = {
    _S.draft: ((_A.send, _A.cancel), (_A.schedule, _A.confirmation), (_A.overview,)),
    _S.awaiting: ((_A.cancel,),),
    _S.scheduled: ((_A.cancel,),),
    _S.running: ((_A.pause, _A.stop),),
    _S.paused: ((_A.resume, _A.stop),),
}
_WORDS: Mapping[BroadcastAct, str] = {
    _A.send: "broadcasts-send",
    _A.cancel: "broadcasts-cancel",
    _A.schedule: "broadcasts-schedule",
    _A.overview: "broadcasts-change_audience",
    _A.pause: "broadcasts-pause",
    _A.resume: "broadcasts-resume",
    _A.stop: "broadcasts-stop",
    _A.unconfirmed: "broadcasts-show_unconfirmed",
}
_HEADS: Mapping[BroadcastState, str] = {
    _S.draft: "broadcasts-head_draft",
    _S.awaiting: "broadcasts-head_awaiting",
    _S.scheduled: "broadcasts-head_scheduled",
    _S.running: "broadcasts-head_running",
    _S.paused: "broadcasts-head_paused",
    _S.done: "broadcasts-head_done",
    _S.stopped: "broadcasts-head_stopped",
    _S.declined: "broadcasts-head_declined",
    _S.cancelled: "broadcasts-head_cancelled",
}
_REASONS: Mapping[str, str] = {
    "rejected": "broadcasts-reason_rejected",
    "may_have_arrived": "broadcasts-reason_may_have_arrived",
    "too_many_attempts": "broadcasts-reason_too_many_attempts",
}


@builds("broadcasts.card")
def card(words: Words, facts: Facts) -> Message:
    state = BroadcastState[facts["state"]]
    lines = [words(_HEADS[state]), words("broadcasts-whom", audience=audience_line(words, facts["audience"]))]
    lines += _progress(words, facts) if facts["progress"] else _outlook(words, facts)
    return message_from("\n".join(lines)).with_buttons(*_buttons(words, facts, state))


@builds("broadcasts.report")
def report(words: Words, facts: Facts) -> Message:
    """The last word, as a message of its own: an edit makes no sound."""
    state = BroadcastState[facts["state"]]
    return message_from("\n".join([words(_HEADS[state]), *_progress(words, facts)])).with_buttons(
        *_buttons(words, facts, state)
    )


def _outlook(words: Words, facts: Facts) -> list[str]:
    """What will happen: how many, how long, when, and whether they are asked to confirm."""
    lines = [words("broadcasts-count", count=str(facts["count"]), lasts=_span(words, facts["lasts_seconds"]))]
    if facts["starts_at"]:
        lines.append(words("broadcasts-starts", at=facts["starts_at"]))
    if facts["asks_confirmation"]:
        lines.append(words("broadcasts-asks_confirmation"))
    return lines


def _progress(words: Words, facts: Facts) -> list[str]:
    progress = facts["progress"]
    lines = [words("broadcasts-sent", sent=str(progress["sent"]), total=str(progress["total"]))]
    if progress["left"]:
        lines.append(words("broadcasts-left", left=str(progress["left"]), lasts=_span(words, facts["lasts_seconds"])))
    if progress["unreachable"]:
        lines.append(words("broadcasts-unreachable", count=str(progress["unreachable"])))
    for reason, count in progress["failed"].items():
        name = words(_REASONS.get(reason, "broadcasts-reason_other"))
        lines.append(words("broadcasts-failed", count=str(count), reason=name))
    if progress["dropped"]:
        lines.append(words("broadcasts-dropped", count=str(progress["dropped"])))
    if facts["asks_confirmation"]:
        lines.append(words("broadcasts-confirmed_count", confirmed=str(facts["confirmed"]), sent=str(progress["sent"])))
    return lines


def _buttons(words: Words, facts: Facts, state: BroadcastState) -> list[tuple[Button, ...]]:
    rows = list(_BUTTONS.get(state, ()))
    if facts["asks_confirmation"] and facts["progress"]:
        rows.append((_A.unconfirmed,))
    broadcast_id = int(facts["broadcast_id"])
    names = dict(_WORDS)
    names[_A.confirmation] = (
        "broadcasts-without_confirmation" if facts["asks_confirmation"] else "broadcasts-with_confirmation"
    )
    return [tuple(Button(words.plain(names[act]), ActTap(broadcast_id, act).pack()) for act in row) for row in rows]


def _span(words: Words, seconds: int) -> str:
    """A duration as people say it: seconds below a minute, then minutes, then hours and minutes."""
    span = timedelta(seconds=int(seconds))
    if span < timedelta(minutes=1):
        return words("broadcasts-seconds", count=str(int(span.total_seconds())))
    minutes = round(span / timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return words("broadcasts-minutes", count=str(minutes))
    return words("broadcasts-hours", hours=str(hours), minutes=str(minutes))

"""Changing and cancelling, as coordinators see it: what is it now, what will it be, are you sure?"""

from core.patrol_changes import Changeable, Scope
from texts.messages import Button, Message
from texts.patrol_buttons import CallOffTap, ConfirmTap, FieldTap, KeepTap, LeaveTap
from texts.patrol_drafts import problem_words
from texts.patrol_lines import head, joined, value
from texts.render import Facts, builds
from texts.words import Words


@builds("patrols.change")
def change(words: Words, facts: Facts) -> Message:
    patrol_id = facts["patrol_id"]
    fields = [Button(words.plain(f"changes-{each}"), FieldTap(patrol_id, each).pack()) for each in Changeable]
    leave = Button(words.plain("changes-leave"), LeaveTap(patrol_id).pack())
    return joined([words("patrols-change"), "", *head(words, facts)]).with_buttons(
        tuple(fields[:2]), tuple(fields[2:]), (leave,)
    )


@builds("patrols.change_question")
def change_question(words: Words, facts: Facts) -> Message:
    """Asks for a value as the form has it."""
    name = facts["change"]
    lines = [words("patrols-title", title=facts["title"])]
    if facts.get("problem"):
        lines += [words("questions-problem", problem=problem_words(words, facts["problem"]))]
    lines += [
        words("changes-now", value=value(words, name, facts["old"])),
        "",
        words(f"changes-ask_{name}"),
        words("changes-example", example=words(f"example-{name}")),
    ]
    return joined(lines).with_buttons((Button(words.plain("changes-leave"), LeaveTap(facts["patrol_id"]).pack()),))


@builds("patrols.change_preview")
def change_preview(words: Words, facts: Facts) -> Message:
    patrol_id, number = facts["patrol_id"], facts["number"]
    lines = [words("changes-preview"), "", *_old_and_new(words, facts)]
    if facts["change"] in ("when", "place"):
        lines += ["", words("changes-recipients", count=facts["recipients"])]
    this, following = (ConfirmTap(patrol_id, number, scope).pack() for scope in Scope)
    leave = Button(words.plain("patrols-discard_button"), LeaveTap(patrol_id).pack())
    if not facts["may_follow"]:
        return joined(lines).with_buttons((Button(words.plain("patrols-publish_button"), this), leave))
    return joined(lines).with_buttons(
        (Button(words.plain("changes-publish_this"), this),),
        (Button(words.plain("changes-publish_following"), following),),
        (leave,),
    )


@builds("patrols.change_done")
def change_done(words: Words, facts: Facts) -> Message:
    return joined([words("changes-done", count=facts["count"]), "", *_old_and_new(words, facts)])


def _old_and_new(words: Words, facts: Facts) -> list[str]:
    name = facts["change"]
    return [
        words("patrols-title", title=facts["title"]),
        words("patrols-old_value", value=value(words, name, facts["old"])),
        words("patrols-new_value", value=value(words, name, facts["new"])),
    ]


@builds("patrols.cancel_question")
def cancel_question(words: Words, facts: Facts) -> Message:
    patrol_id = facts["patrol_id"]
    this, following = (CallOffTap(patrol_id, scope).pack() for scope in Scope)
    rows = [(Button(words.plain("cancels-yes"), this),)]
    if facts["repeats"]:
        rows = [
            (Button(words.plain("cancels-yes_this"), this),),
            (Button(words.plain("cancels-yes_following"), following),),
        ]
    keep = (Button(words.plain("cancels-no"), KeepTap(patrol_id).pack()),)
    lines = [words("cancels-question"), "", *head(words, facts), "", words("cancels-told", count=facts["recipients"])]
    return joined(lines).with_buttons(*rows, keep)


@builds("patrols.cancel_done")
def cancel_done(words: Words, facts: Facts) -> Message:
    return joined([words("cancels-done", count=facts["count"]), "", *head(words, facts)])

"""Choosing a language: one button each, written in that language, so that nobody has to read a foreign one first."""

from dataclasses import dataclass
from typing import ClassVar

from core.languages import Language
from texts.buttons import Tap
from texts.menu import main_keyboard
from texts.messages import Button, Message
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class LanguageTap(Tap):
    prefix: ClassVar[str] = "lang1"

    language: Language


@builds("languages.ask")
def ask(words: Words, _facts: Facts) -> Message:
    return words.message("languages-ask").with_buttons(
        *(
            (
                Button(
                    words.plain(
                        "languages-chosen_button" if language == words.reader.locale else "languages-button",
                        name=words.plain(f"languages-name_{language}"),
                    ),
                    LanguageTap(language).pack(),
                ),
            )
            for language in Language
        )
    )


@builds("languages.chosen")
def chosen(words: Words, facts: Facts) -> Message:
    message = words.message("languages-chosen", question=facts["question"])
    return message.with_keyboard(main_keyboard(words)) if facts.get("rank") else message

"""What 112 calls say against the year before and other cities, with how sure that is and what it does not say."""

from texts.messages import Message, message_from
from texts.render import Facts, builds
from texts.words import Words


@builds("effects.unreadable")
def unreadable(words: Words, facts: Facts) -> Message:
    lines = [words(f"effects-line_{reason}", line=str(line)) for line, reason in facts["lines"]]
    return message_from(
        "\n".join([words("effects-unreadable"), *lines, "", words("effects-example", city=facts["city"])])
    )


@builds("effects.found")
def found(words: Words, facts: Facts) -> Message:
    month = {"year": str(facts["year"]), "month": str(facts["month"])}
    parts = [
        words("effects-heading", city=facts["city"], **month),
        words(
            "effects-change",
            before=f"{facts['before']:,}",
            after=f"{facts['after']:,}",
            change=signed(100 * facts["change"]),
        ),
        words(
            "effects-others",
            cities=str(facts["cities"]),
            change=signed(100 * facts["others_change"]),
            points=signed(facts["points"]),
        ),
        words("effects-interval", low=signed(facts["low"]), high=signed(facts["high"])),
        words("effects-clear" if facts["is_clear"] else "effects-unclear"),
        words("effects-method_estimated" if facts["is_estimated"] else "effects-method_assumed"),
        *_together(words, facts.get("staggered")),
    ]
    return message_from("\n\n".join(parts))


def _together(words: Words, staggered: Facts | None) -> list[str]:
    """What all cities that began say together, where their starts are known."""
    if staggered is None:
        return []
    return [
        words(
            "effects-staggered",
            cities=str(staggered["cities"]),
            months=str(staggered["months"]),
            percent=signed(staggered["percent"]),
            low=signed(staggered["low"]),
            high=signed(staggered["high"]),
        ),
        words("effects-clear" if staggered["is_clear"] else "effects-staggered_unclear"),
        words("effects-staggered_method"),
    ]


def signed(number: float) -> str:
    """With a real minus sign, and no minus before nothing."""
    rounded = round(number, 1)
    return f"{'−' if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.1f}"

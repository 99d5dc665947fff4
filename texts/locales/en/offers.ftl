## A place became free

offers-made =
    🙋 A place is free: <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    Please tap by { TIME($expires_at) } on { DAY($expires_at) }. After that we ask the next person.
offers-confirm = ✅ Confirm: Going
offers-decline = Leave it to the next
offers-lapsed =
    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    There was no answer, so the next person was asked. If you still want to come, tap Going again.

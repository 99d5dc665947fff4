## A place became free

offers-made = 🙋 A place is free. Can you come?
offers-until = Please tap by { TIME($expires_at) } on { DAY($expires_at) }. After that we ask the next person.
offers-confirm = ✅ Confirm: Going
offers-decline = Leave it to the next
offers-lapsed = There was no answer in time, so the place went on to whoever is next. If you still want to come, tap Going again.

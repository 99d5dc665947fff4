## Announcements and lists of patrols

patrols-title = <b>{ $title }</b>
patrols-when = 🗓 { WHEN($starts_at, $ends_at) }
patrols-when_overnight = 🗓 { WHEN($starts_at, $ends_at) } (next day)
patrols-when_full = 🗓 { WHEN($starts_at, $ends_at) }, { $year }
patrols-where = 📍 { $place }
patrols-where_exactly = 📍 { $place } ({ $coordinates })
patrols-who = 👥 { $organisations }
patrols-zones = Zones: { $zones }
patrols-info = Info: { $info }
patrols-repeat = Repeats: { $repeat }
patrols-quota = { $name } ({ $quota })
patrols-all_organisations = all organisations
patrols-place_value = { $place } ({ $coordinates })
patrols-nothing = none
patrols-date = { DAY($day) }

patrols-weekday_0 = Mon
patrols-weekday_1 = Tue
patrols-weekday_2 = Wed
patrols-weekday_3 = Thu
patrols-weekday_4 = Fri
patrols-weekday_5 = Sat
patrols-weekday_6 = Sun
patrols-nth_1 = first
patrols-nth_2 = second
patrols-nth_3 = third
patrols-nth_4 = fourth
patrols-nth_5 = fifth
patrols-nth_last = last
patrols-daily = every day
patrols-weekly = every { $days }
patrols-monthly = every { $nths } { $days } of the month
patrols-until = { $rule }, until { DAY($until) }
patrols-without_holidays = { $rule }, not on public holidays

patrols-place_button = Map
patrols-calendar_button = Add to calendar
patrols-change_button = Change
patrols-cancel_button = Cancel patrol
patrols-publish_button = Publish
patrols-discard_button = Cancel
patrols-more_button = Show more

patrols-announced = A new patrol:
patrols-is_on = It is on right now. If you are there, please press Check in.
patrols-none = No patrols are planned for the next eight weeks. You will be told of new ones.
patrols-none_to_plan = No patrols are planned for the next eight weeks. /newpatrol makes one.
patrols-more = There are more patrols.
patrols-place = Meeting place of { $title }: { $place }
patrols-calendar = The calendar file of <b>{ $title }</b>. Tap it to add it to your calendar.

## Preview and publishing

patrols-preview = This is what I understood.
patrols-first_dates = First dates: { $dates }
patrols-first_is_extra = The first day does not fit the repetition; it takes place all the same, as you wrote.
patrols-recipients =
    { $count ->
        [one] One person will be told.
       *[other] { $count } people will be told.
    }
patrols-preview_hint = Press Publish if it is right. To correct it, send the corrected text again.
patrols-preview_waits = Please press Publish or Cancel under the preview. To correct it, send the whole corrected text again.
patrols-published =
    ✅ Published. { $recipients ->
        [one] One person is being told.
       *[other] { $recipients } people are being told.
    }

    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    To change or cancel it, press /patrols.
patrols-published_toast = Published.
patrols-published_before = This patrol was published before. Nobody was told twice.
patrols-begun_before_publishing = Its start has passed. Please make it again with /newpatrol.
patrols-draft_gone = This preview is out of date. Please start again with /newpatrol.
patrols-discarded = No patrol was made. Nobody was told.
patrols-words_wanted = Please answer in words. /cancel leaves this question.
patrols-form_wrong = Nothing was made yet. Please correct this.
patrols-form_again = Just send the corrected lines. The others are kept. /cancel leaves this question.

## Changed and cancelled patrols

patrols-old_value = Before: { $value }
patrols-new_value = Now: { $value }
patrols-changed = A patrol has changed.
patrols-changed_following = All patrols from { DAY($starts_at) } on have changed.
patrols-changed_question = Your answer stays as it was. If that has changed, please choose again below.
patrols-cancelled = A patrol was cancelled.
patrols-cancelled_following = All patrols from { DAY($starts_at) } on were cancelled.
patrols-cancelled_hint = You do not need to come.
patrols-uninvited = Another organisation takes over this patrol. You do not need to come. Thank you for your answer.
patrols-is_cancelled = This patrol was cancelled.
patrols-has_begun = This patrol has begun, so it can be neither changed nor cancelled.
patrols-change_gone = This is out of date. Please press Change in /patrols again.
patrols-unchanged = Everything stays as it is.
patrols-change = What do you want to change?

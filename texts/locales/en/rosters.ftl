## Rosters

rosters-heading =
    📋 <b>Roster of { $organisation }</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
rosters-numbers =
    There <b>{ $present }</b> · late { $late }
    Coming { $going } · waiting { $waiting } · not answered { $unanswered }
rosters-answer_going = Coming
rosters-answer_offered = Offered a place
rosters-answer_waiting = Waiting
rosters-answer_maybe = Maybe
rosters-answer_none = Not answered
rosters-answer_not_going = Not coming
rosters-line_absent = ▫️ { $name }
rosters-line_excused = ▫️ { $name } · { $excuse }
rosters-line_present = ✅ { $name } { TIME($arrived_at) }
rosters-line_late = ✅ { $name } { TIME($arrived_at) } ({ NUMBER($late_minutes, useGrouping: 0) } min late)
rosters-line_left = 👋 { $name } { TIME($arrived_at) }–{ TIME($left_at) }
rosters-button_absent = ▫️ { $name }
rosters-button_present = ✅ { $name }
rosters-button_left = 👋 { $name }
rosters-hint_marking = Tap a name to mark it present, tap again to take that back.
rosters-hint_leaving = Tap the name of whoever is leaving; their duty ends now.
rosters-nobody = There is nobody to mark here.
rosters-button_leaving = 👋 Mark who is leaving
rosters-button_marking = ✅ Back to marking who is here
rosters-button_missed = 📝 Why { $count } did not come
rosters-button_organisations = ↩️ Other organisations
rosters-button_patrol = 📋 { DAY($starts_at) } { $title }
rosters-overview =
    📋 <b>Rosters</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }

    Which organisation?
rosters-button_organisation = { $name } · there { $present } / coming { $going }
rosters-cancelled = This patrol was cancelled, so it has no roster. /roster shows the others.
rosters-no_patrol = There is no roster to show now. Please come back once a patrol is published.

rosters-now_present = { $name } is marked present.
rosters-now_absent = The mark of { $name } is taken back.
rosters-now_home = The duty of { $name } has ended.
rosters-too_early = It is too early. You can mark people from { DAY($opens_at) }, { TIME($opens_at) }.
rosters-closed = This roster was closed on { DAY($closed_at) } at { TIME($closed_at) }. Please tell your coordinator what is to be changed.

rosters-marked_present = ✅ Your leader marked you as <b>checked in</b> at { $title }. If that is wrong, please tell your leader.
rosters-marked_absent = Your leader corrected the roster of { $title }: you were not there. If that is wrong, please tell your leader.
rosters-marked_left = 👋 Your leader marked that your duty at { $title } ended at { TIME($at) }. Your hours are in /me.

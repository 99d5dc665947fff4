## Checking in

checkins-where =
    Are you at the meeting place of <b>{ $title }</b>?
    Press <b>Send my location</b> below.

    If that does not work, ask your leader for the four-digit code and type it here.
checkins-share_key = 📍 Send my location
checkins-later_key = Do it later
checkins-later = All right. Press <b>Check in</b> below when you are there.
checkins-code_only =
    You chose not to share your location. Ask your leader for the <b>four-digit code</b> and type it here.
    You can switch location on again in /me.
checkins-explained =
    I am waiting to see that you have arrived. Press <b>Send my location</b> below, or type your leader's four digits.
    To stop, press <b>Do it later</b> below.
checkins-explained_code_only =
    I am waiting to see that you have arrived. Type your leader's four digits.
    To stop, press /cancel.
checkins-forwarded = A forwarded location does not count. Press <b>Send my location</b> where you are.

checkins-accepted =
    ✅ <b>You are checked in!</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
    { $late_minutes ->
        [0] You are on time.
       *[other] { NUMBER($late_minutes, useGrouping: 0) } min after the start.
    }
checkins-distance = { NUMBER($distance_m, useGrouping: 0) } m from the meeting place
checkins-accepted_next = Your hours are counted by themselves at the end. Press the button below only if you leave earlier.
checkins-resumed =
    ✅ <b>You are checked in again!</b>
    { $title }
    The time you were away does not count.
checkins-already_in =
    ✅ You have been checked in since { TIME($since) }.
    { $title }
checkins-on_duty =
    If you notice something on patrol, press <b>Incident note</b> below.
    In an emergency call 112 first.

checkins-too_far =
    You are still <b>{ NUMBER($distance_m, useGrouping: 0) } m</b> from the meeting place.
    Come within { NUMBER($radius_m, useGrouping: 0) } m of { $place } and send your location again.

    If you are there already, ask your leader for the four-digit code and type it here.
checkins-wrong_code =
    That code is not right. Please ask your leader for the code of this moment.
    { $tries_left ->
        [0] Please wait a little before you try again.
        [one] You can try once more.
       *[other] You can try { $tries_left } more times.
    }
checkins-too_many_tries = Too many wrong codes. You can try again from { TIME($until) }. If it is urgent, ask your leader to mark you on the roster.
checkins-too_early =
    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    It is too early. Please press again from { DAY($opens_at) }, { TIME($opens_at) }.
checkins-no_patrol = There is no patrol for you right now. You will be told as soon as one is planned.

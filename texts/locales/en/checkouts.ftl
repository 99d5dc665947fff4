## Ending one's duty

checkouts-button = Leaving early · end my duty
checkouts-noted = Your hours have been sent to you.
checkouts-ended =
    👏 <b>Your duty has ended.</b> Thank you!
    { $title } · until { TIME($ended_at) }

    Volunteer hours of this patrol: <b>{ HOURS($credited_minutes) }</b>
    Today { HOURS($today_minutes) } · this month { HOURS($month_minutes) }

    If you pressed this by mistake, check in again where you are and it goes on.
checkouts-closed =
    👏 <b>The patrol is over.</b> Thank you!
    { $title } · until { TIME($ended_at) }

    Volunteer hours of this patrol: <b>{ HOURS($credited_minutes) }</b>
    Today { HOURS($today_minutes) } · this month { HOURS($month_minutes) }
checkouts-already_out =
    Your duty ended at { TIME($ended_at) }.
    { $title }

    Volunteer hours of this patrol: <b>{ HOURS($credited_minutes) }</b>
    Today { HOURS($today_minutes) } · this month { HOURS($month_minutes) }
checkouts-not_on_duty = You are not on duty, so there are no hours to end. Press /checkin at the meeting place.

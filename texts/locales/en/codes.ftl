## The leader's four digits

codes-shown =
    Check-in code <b>{ $code }</b>
    { $title }

    A new one comes at { TIME($changes_at) }; this one is taken until { TIME($good_until) }.
    Tell it to members who cannot send their location.
codes-refresh_button = 🔄 Show the code now
codes-until = A new code comes at { TIME($changes_at) }.
codes-not_open =
    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    The code can be seen from { DAY($opens_at) }, { TIME($opens_at) }.
codes-no_patrol = There is no patrol to show a code for. Please come back shortly before the next one.
codes-over =
    <b>{ $title }</b>
    This patrol is over. Mark whoever is missing in /roster.
codes-cancelled =
    <b>{ $title }</b>
    This patrol was cancelled, so there is no code.
codes-cancelled_toast = This patrol was cancelled.
codes-over_toast = This patrol is over.

## Calendars to subscribe to

calendars-show_button = 📅 Patrols in my calendar
calendars-make_button = Get the calendar link
calendars-renew_button = Change to a new link
calendars-drop_button = Take the link away
calendars-card = Your phone’s <b>calendar</b> can keep your patrols by itself. Get the link, then paste it where the calendar app says “add by URL” or “subscribe”.
calendars-made_at = The link was made on { DAY($at) }. With a new link the one before stops working.
calendars-read_at = A calendar last read it on { DAY($at) } at { TIME($at) }.
calendars-never_read = No calendar has read it yet.
calendars-link = 📅 <b>The link to your own calendar.</b> Press and hold to copy it, then paste it into your calendar app.
    { $link }

    Whoever has this link sees your patrols. Please send it to nobody.
calendars-made = The link is coming.
calendars-dropped = The link is gone.
calendars-name = Patrols
calendars-name_city = Patrols in { $city }

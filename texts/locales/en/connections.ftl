## Connections to other programs

connections-title = Connections
connections-hint = Let a calendar or another program read the city’s patrols, and close it again whenever you like.
connections-made_at = Made on { DAY($at) }
connections-used_at = last used on { DAY($at) } at { TIME($at) }
connections-never_used = not used yet
connections-make = Make a link
connections-renew = Change to a new link
connections-drop = Take away
connections-no_link = There is no link
connections-calendars = Calendars
connections-calendars_hint = Paste the link into a calendar app and patrols appear by themselves. With a new link the one before stops working.
connections-calendar_own = Patrols I am invited to
connections-calendar_city = All patrols of { $city }
connections-secret_once = This is shown once. Please copy it before you leave this page.
connections-secret_copy = To be copied
connections-secret_kept = I have copied it
connections-secret_calendar_own = The link to your calendar
connections-secret_calendar_city = The link to the city’s calendar
connections-secret_hint_calendar_own = Whoever has this link sees your patrols. Please send it to nobody.
connections-secret_hint_calendar_city = Whoever has this link sees all patrols of the city. There are no names of people in it.

## Leaving

departures-ask = <b>Do you really want to leave?</b>

    What goes: your name, your phone number, the link to your messenger, your memberships, the patrols you meant to come to.
    What stays without your name: check-ins in the patrol logs ({ $presences }), incident notes ({ $notes }), the record of what you agreed to and withdrew.

    This cannot be undone. To come back you would have to register again.
    To see what stays, get your data as a file first.
departures-posts = Your post would be empty: <b>{ $posts }</b>. It would be kind to hand it over before you leave.
departures-ask_button = Leave
departures-leave_button = Yes, I want to leave
departures-stay_button = No, I will stay
departures-stayed = Thank you for staying. Nothing has changed.
departures-done = You have left. Thank you for looking after the neighbourhood.
    If you ever want to join again, press /start.
departures-gone = You have left.
departures-told = <b>{ $name }</b> ({ $place }, { $role }) has left. Please take them off the roster.
departures-application = { $name } withdrew the application to { $where }. There is nothing for you to do.

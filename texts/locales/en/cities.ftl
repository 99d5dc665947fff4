cities-created = <b>{ $city }</b> is ready.
    Send this link to its coordinators. It works for 30 days.

    { $link }
cities-exists = <b>{ $city }</b> is already there. Here is a new link for its coordinators.

    { $link }
cities-ask_name = Which city is it? Please type its name. (For example: Anyang)
cities-choose = You are working in <b>{ $city }</b> now. Tap a city to change.
cities-choose_first = Tap the city you want to work in.
cities-switched = You are working in { $city } now.

cities-created = <b>{ $city }</b> is ready.
    Send this link to its coordinators. It works for 30 days.
    { $link }
cities-exists = <b>{ $city }</b> is already there. Here is a new link for its coordinators.
    { $link }

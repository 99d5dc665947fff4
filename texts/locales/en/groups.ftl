## Linking a group chat

groups-linked =
    🤝 This group now belongs to <b>{ $organisation }</b>.
    When a patrol is planned, the number of people coming appears here. Names and phone numbers never do.
groups-leader_needed = Hello! To link this group to an organisation, its leader or a coordinator sends /link here.
groups-asked = I asked in the private chat which organisation this group belongs to. Please open it and choose.
groups-choice = Which organisation does the group <b>{ $title }</b> belong to? Please choose below.
groups-chosen = The group { $title } now belongs to { $organisation }.
groups-decided = This has been decided. To change it, send /link in that group again.

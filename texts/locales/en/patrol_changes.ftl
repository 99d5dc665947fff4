## Changing and cancelling patrols

changes-when = When
changes-place = Place
changes-organisations = Organisations
changes-zones = Zones
changes-info = Info
changes-leave = Leave it
changes-now = Now: { $value }
changes-ask_when = Please type the new day and time.
changes-ask_place = Please type the new place with coordinates, or send it with 📎 → Location.
changes-ask_organisations = Please type all organisations that come, or everyone.
changes-ask_zones = Please type the new zones, or none.
changes-ask_info = Please type the new info, or none.
changes-example = e.g. { $example }
changes-preview = Shall I change it like this? Press Publish if it is right.
changes-recipients =
    { $count ->
        [one] One person who has answered will be told.
       *[other] { $count } people who have answered will be told.
    }
changes-publish_this = Publish (this date only)
changes-publish_following = Publish (this and all that follow)
changes-done =
    { $count ->
        [one] ✅ Published. This has changed.
       *[other] ✅ Published. { $count } patrols have changed.
    }

cancels-question = Do you really want to cancel this patrol?
cancels-told =
    { $count ->
        [one] One person will be told.
       *[other] { $count } people will be told.
    }
cancels-yes = Yes, cancel it
cancels-yes_this = Yes, cancel it (this date only)
cancels-yes_following = Yes, cancel it (this and all that follow)
cancels-no = No, keep it
cancels-done =
    { $count ->
        [one] The patrol is cancelled and everybody has been told.
       *[other] { $count } patrols are cancelled and everybody has been told.
    }

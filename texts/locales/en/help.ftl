## Help: the one thing to do first, then the commands that may be used

help-answer_question = <b>First</b>
    { $question ->
        [registration-organisation] Please choose your organisation. If you see no buttons, press /start.
        [registration-collection] Please press a button about the collection of your data. If you see no buttons, press /start.
        [registration-location] Please press a button about your location. If you see no buttons, press /start.
        [registration-transfer_abroad] Please press a button about the transfer abroad. If you see no buttons, press /start.
        [registration-adult] Please press a button about your age. If you see no buttons, press /start.
        [registration-name] Please write your name and send it.
        [registration-phone] Please press the phone button below, or skip it.
        [checkins-where] Please press the location button below, or write the four digits your leader tells you.
        [notes-text] Please send what you saw, as words or pictures.
        [notes-more] Please send the words or pictures you want to add.
        [notes-place] Please send the place as a location, or write it.
        [alerts-place] Please send your location.
        [cities-name] Please write the name of the new city.
        [organisations-kind] Please choose the kind of organisation from the buttons.
        [organisations-name] Please write the name of the organisation.
        [members-reason] Please choose or write why this person is taken off.
        [members-confirm] Please press a button to say whether this person is taken off.
        [patrols-draft] You are making a patrol. Please answer the last question above.
        [patrols-change] Please write what shall change about the patrol.
        [broadcasts-message] Please send the message that shall go out.
        [broadcasts-time] Please write when it shall go out.
        [patrol_logs-findings] Please write what happened on the patrol.
        [absences-words] Please write in a few words why you could not come.
        [effects-calls] Please send the CSV file with the 112 calls.
        [groups-organisation] Please choose from the buttons whose group this is.
       *[other] A question is still open. Please answer the last one above.
    }
    To leave it, press /cancel.
help-register = <b>First</b>
    Press /start to register. It takes a few short questions.
help-wait = <b>Just wait for now</b>
    You applied to { $where } as { $role }. We will tell you as soon as a leader or coordinator has approved it.
help-ask_leader = <b>You are not active in an organisation right now</b>
    Your membership in { $where } is paused. Please ask your leader.
help-join_again = <b>You are not active in an organisation right now</b>
    Press /start to join again.
help-check_in = <b>First</b>
    The patrol <b>{ $title }</b> is on now ({ WHEN($starts_at, $ends_at) }).
    When you are at { $place }, press the check-in key below.
help-check_out = <b>You are on duty</b>
    <b>{ $title }</b> · until { TIME($ends_at) }
    If you leave early, press /checkout. If you stay, your duty ends by itself.
help-confirm_place = <b>First</b>
    A place in the patrol <b>{ $title }</b> is free for you ({ WHEN($starts_at, $ends_at) }).
    Press Going to take it.
help-answer_patrol = <b>First</b>
    Can you come to the patrol <b>{ $title }</b>?
    { WHEN($starts_at, $ends_at) } · { $place }
help-decide_applications = <b>First</b>
    Applications waiting for a decision: { $applications }. Open /members to approve them.
help-work_through_notes = <b>First</b>
    Notes nobody has accepted yet: { $notes }. Open /incidents.
help-found_city = <b>First</b>
    There is no city yet. Write /newcity and its name.
help-found_organisation = <b>First</b>
    There are no organisations yet. Press /neworg to make the first one.
help-plan_patrol = <b>First</b>
    No patrol is planned. Press /newpatrol to make the next one.
help-end_rest = <b>You are taking a rest</b>
    We do not tell you about patrols. Press the button below to change that.
help-come = <b>Your next patrol</b>
    <b>{ $title }</b> · { WHEN($starts_at, $ends_at) }
    Come to { $place } and press the check-in key.
help-look_around = <b>There is nothing you have to do right now</b>
    Just press one of the large keys below.
help-commands = <b>What you can do</b>
help-112 = In an emergency call <b>112</b> first.

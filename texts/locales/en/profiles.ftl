## My activity

profiles-card = The activity of <b>{ $name }</b>
    Phone number: { $phone }
profiles-no_phone = you did not tell us
profiles-everywhere = all cities
profiles-role = { $state ->
        [waiting] · { $where }, { $role } (waiting for approval)
        [paused] · { $where }, { $role } (paused)
       *[active] · { $where }, { $role }
    }
profiles-coming = <b>Coming patrols</b>
profiles-no_patrols = There are no coming patrols yet. We will tell you when there is a new one.
profiles-patrol = · { WHEN($starts_at, $ends_at) } { $title } – { $mine ->
        [going] going
        [not_going] not going
        [maybe] maybe
        [waiting] on the waiting list
        [offered] a place is free, please confirm
       *[none] you have not answered yet
    }
profiles-hours = <b>Hours of service</b>
    This month { HOURS($month_minutes) } · this year { HOURS($year_minutes) }
profiles-resting = You are taking a rest: we do not tell you about patrols. Press the button below when you come back.
profiles-location_off_line = Check-in by location is switched off. Use the code that your leader tells you.
profiles-location_refused_line = You did not agree to the use of your location. Use the code that your leader tells you to check in.

profiles-card_button = ← Back to my activity
profiles-consents_button = What I agreed to
profiles-language_button = Change language · 언어
profiles-rest_button = Take a rest (no messages)
profiles-end_rest_button = Tell me about patrols again
profiles-pause_location_button = Switch location check-in off
profiles-resume_location_button = Switch location check-in on
profiles-certificate_button = Get a certificate of my hours
profiles-export_button = Get my data as a file

profiles-rests = { $places ->
        [0] Messages are off. Have a good rest.
       *[other] Messages are off. Patrols you are no longer going to: { $places }.
    }
profiles-awake = We will tell you about patrols again.
profiles-location_off = Location check-in is off.
profiles-location_on = Location check-in is on.

profiles-consents = <b>What you agreed to</b>
profiles-consent = { $is_given ->
        [yes] ✓ { $what }: agreed
       *[no] ✕ { $what }: not agreed
    }
profiles-purpose_collection = Collection of personal data
profiles-purpose_location = Location
profiles-purpose_transfer_abroad = Transfer abroad
profiles-withdraw_button = Withdraw: { $what }
profiles-agree_button = Agree: { $what }
profiles-consents_hint = You can change this at any time. When you withdraw your location, the distances we kept are deleted too. To withdraw the collection of personal data means to leave; we will ask once more first.
profiles-consent_given = You agreed. Thank you.
profiles-consent_withdrawn = Your consent is withdrawn.

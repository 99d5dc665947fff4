## Incident notes

notes-ask = What did you see? Send words, a photo, a video or a voice message.
    🚨 If it is urgent, call <b>112</b> first.
notes-ask_again = That was empty. Please send words, a photo, a video or a voice message.
    🚨 If it is urgent, call <b>112</b> first.
notes-ask_words = I have the place. Now tell me in words or a photo what you saw.
    🚨 If it is urgent, call <b>112</b> first.
notes-ask_more = Send the words or pictures to add to note #{ $number }.
    🚨 If it is urgent, call <b>112</b> first.
notes-unknown_form = I cannot take this kind of message. Please send words, a photo, a video, a voice message or a file.
    🚨 If it is urgent, call <b>112</b> first.
notes-unasked = To report with a picture or a file, tap [Incident note] first and send it again.
    🚨 If it is urgent, call <b>112</b> first.
notes-received = ✅ Note <b>#{ $number }</b> received. Thank you.
notes-call_112 = 🚨 If it is urgent, call <b>112</b> first.
notes-masked = What looked like a resident registration number was blackened and not stored.
notes-long = Your text is long, so it is shown in several messages. Nothing is left out.
notes-add_place = 📍 Add the place
notes-add_more = ➕ Add more
notes-added = Added to note <b>#{ $number }</b>. All of it was received.
    🚨 If it is urgent, call <b>112</b> first.
notes-ask_place = Where is note #{ $number }? Tap [Send location] below, or write it in words (for example: in front of exit 3).
    🚨 If it is urgent, call <b>112</b> first.
notes-share_place = 📍 Send location
notes-no_place_key = Leave it without a place
notes-no_place = All right. Your note has been received already.
    🚨 If it is urgent, call <b>112</b> first.
notes-placed = The place was added to note <b>#{ $number }</b>. All of it was received.
    🚨 If it is urgent, call <b>112</b> first.
notes-category_kept = Noted.
notes-moved = Note <b>#{ $number }</b>: <b>{ $state }</b>
notes-told_open = Somebody will look at it soon.
notes-told_accepted = Somebody has looked at it.
notes-told_in_progress = It is being dealt with now.
notes-told_done = It has been dealt with. Thank you for telling us.
notes-told_handed_to_112 = It was handed to the police (112). Thank you for telling us.

notes-category_suspicious = Suspicious situation
notes-category_facility = Broken or missing facility
notes-category_hidden_camera = Hidden camera check
notes-category_lost_or_aid = Lost property or aid
notes-category_traffic = Traffic
notes-category_other = Other
notes-facility_lamp = Street lamp
notes-facility_cctv = CCTV
notes-facility_blind_spot = Blind spot
notes-facility_other = Other facility

notes-state_open = New
notes-state_accepted = Accepted
notes-state_in_progress = In progress
notes-state_done = Done
notes-state_handed_to_112 = Handed to 112
notes-to_accepted = Accept
notes-to_in_progress = In progress
notes-to_done = Done
notes-to_handed_to_112 = Handed to 112

notes-head = 📝 Note <b>#{ $number }</b> · <b>{ $state }</b>
notes-who = { $name } ({ $organisation }) · { DAY($at) } { TIME($at) }
notes-about = About: { $about }
notes-where = Place: { $place }
notes-pinned = Place: sent as a map
notes-text = { $text }
notes-goes_on = … (goes on in the next message)
notes-step = { TIME($at) } { $state } — { $name }
notes-rest = More of note #{ $number }
    { $text }
notes-file = Note #{ $number }
notes-pin = Place of note #{ $number }

notes-assignee = Looked after by { $name }
notes-part_of = ↪ Part of <b>#{ $kept }</b>, worked through together
notes-parts = Worked through together: { $numbers }
notes-request_requested = 🏛 City asked to repair ({ DAY($on) })
notes-request_accepted = 🏛 City has taken it up ({ DAY($on) })
notes-request_fixed = 🏛 Fixed ({ DAY($on) })
notes-request_refused = 🏛 City cannot do it now ({ DAY($on) })
notes-assigned = 📌 { $by } asks you to look after note <b>#{ $number }</b>. Please see below.
notes-relieved = You need not look after note #{ $number } any more. Thank you.
notes-goes_with = It is worked through together with #{ $kept }, which is about the same thing.
notes-merged = Note <b>#{ $number }</b> is about the same thing as #{ $kept }, so both are worked through together. We will tell you what becomes of it.
notes-stands = It is now: <b>{ $state }</b>.
notes-separated = Note <b>#{ $number }</b> is worked through by itself again, apart from #{ $kept }.
    🚨 In an emergency call <b>112</b> first.
notes-desk_requested = 🏛 Note <b>#{ $number }</b>: the city was asked to repair it. ({ DAY($on) })
notes-desk_accepted = 🏛 Note <b>#{ $number }</b>: the city has taken it up. ({ DAY($on) }) We will tell you when it is fixed.
notes-desk_fixed = 🎉 Note <b>#{ $number }</b>: it is fixed! ({ DAY($on) }) Thanks to you.
notes-desk_refused = 🏛 Note <b>#{ $number }</b>: the city cannot repair it for now. ({ DAY($on) })
notes-desk_reference = The city's reference: { $reference }
notes-desk_remark = The city says: { $remark }

registrations-greeting = Hello! Let us sign you up as a { $role } of <b>{ $where }</b>. Just a few questions.
registrations-ask_city = Hello! Let us find an organisation for you. Please tap your city first.
registrations-ask_organisation = Hello! Please tap the organisation in <b>{ $city }</b> you would like to join.
registrations-button_cities = Other cities
registrations-no_organisations = There is no organisation to join yet. Please use the invitation link of your organisation, or press /start again later.

registrations-ask_collection = <b>Personal data (needed)</b>
    • What: your name, your number if you like, the patrols you take part in and their hours
    • What for: telling you of patrols, checking you in, recording volunteer hours
    • How long: while you take part. When you leave it is deleted; patrol records stay without your name.
    You may say no, but then you cannot join.
registrations-ask_location = <b>Location (your choice)</b>
    • What: the location you send yourself at a patrol
    • What for: seeing that you are at the meeting place
    • How long: only the distance to the meeting place is kept while you take part; the location is dropped at once.
    You can join without it. Then you use the number your leader tells you.
registrations-ask_transfer_abroad = <b>Transfer abroad (your choice)</b>
    • What: what is said in this chat
    • To whom and why: Telegram's servers abroad, to carry the chat
    • How long: until the chat is deleted in Telegram
    You can join without it.
registrations-button_agree = I agree
registrations-button_disagree = I do not agree
registrations-refused = All right. Nothing was kept. If you change your mind, press /start at any time.

registrations-ask_adult = Are you 19 or older? Only adults can go on patrol.
registrations-button_adult = I am 19 or older
registrations-button_not_adult = I am not
registrations-too_young = We are sorry, you can join from the age of 19. Nothing you told us was kept. Thank you for offering.

registrations-ask_name = Please type your <b>name</b>. (For example: Hong Gildong)
registrations-ask_phone = The last question. May we have your number for urgent calls? Just press the key below. You may skip this.
registrations-key_phone = 📱 Send my phone number
registrations-key_skip = Skip

registrations-hint_tap = No need to type: please tap one of the buttons below.
registrations-hint_contact = No need to type your number: please press the key below.
registrations-hint_unusable_contact = We cannot read that number. Please press Skip below: you can register without one.
registrations-hint_own_contact = We cannot take somebody else's contact. Please send your own number with the key below.
registrations-answered_before = That question is behind us. Press /start to go on.

registrations-applied_member = Thank you, { $name }. Your application to <b>{ $where }</b> is on its way. You will hear from us here as soon as its leader or a coordinator has looked at it.
registrations-applied_leader = Thank you, { $name }. Your application as leader of <b>{ $where }</b> is on its way. You will hear from us here as soon as a coordinator has looked at it.
registrations-applied_coordinator = Thank you, { $name }. Your application as coordinator of <b>{ $where }</b> is on its way. You will hear from us here as soon as an administrator has looked at it.
registrations-already_in = { $name }, you are with <b>{ $where }</b> already. Press /start for the main menu.
registrations-already_waiting = You have applied to <b>{ $where }</b> already. You will hear from us here.
registrations-other_patrol_unit = A person can be in one volunteer patrol unit only. To join <b>{ $where }</b>, please tell the leader of your present unit first that you are leaving. Then use the link again.
registrations-waiting = { $name }, your application to <b>{ $where }</b> is being looked at. You will hear from us here.
registrations-paused = { $name }, your duty with <b>{ $where }</b> is paused. Please ask your leader if you want to go on.

registrations-link_unknown = I do not know this link. Please ask for it again.
registrations-link_expired = This link has run out. Please ask for a new one.
registrations-link_revoked = This link is no longer in use. Please ask for a new one.

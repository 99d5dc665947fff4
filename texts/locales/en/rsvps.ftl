## Answering whether one comes

rsvps-going_button = Going
rsvps-not_going_button = Not going
rsvps-maybe_button = Maybe
rsvps-marked = ✅ { $answer }
rsvps-marked_waiting = ⏳ { $answer }

rsvps-question = Can you come? Please choose below.
rsvps-mine_going = ✅ You said you are coming. If you cannot, tap Not going.
rsvps-mine_waiting = ⏳ You are number { $position } on the waiting list. We will ask you as soon as a place is free.
rsvps-mine_waiting_somewhere = ⏳ You are on the waiting list. We will ask you as soon as a place is free.
rsvps-mine_offered = 🙋 A place is free. Tap Going if you want it.
rsvps-mine_not_going = You said you are not coming. If you change your mind, tap Going.
rsvps-mine_maybe = You said maybe. Tap again once you know.

# Shown for a moment after a tap
rsvps-going = Noted: you are going. See you there!
rsvps-not_going = Noted: you are not going. Thank you for telling us.
rsvps-maybe = Noted: maybe. Tap again once you know.
rsvps-waiting = All places are taken. You are number { $position } on the waiting list.

rsvps-on_waiting_list =
    All places are taken. You are number { $position } on the waiting list.
    We will ask you as soon as a place is free. If you cannot wait, tap Not going.

rsvps-not_published = This patrol has not been announced yet. Please answer when it is.
rsvps-cancelled = This patrol was cancelled. There is no need to come.
rsvps-started = This patrol has begun, so answers can no longer be changed. If you are there, tap Check in.
rsvps-not_invited = Only members of the invited organisations can answer. /patrols shows the patrols for you.
rsvps-unknown_person = Only registered members can answer. Press /start in the chat with the bot. You have no permission to answer here.

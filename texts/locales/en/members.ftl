members-choose = Which organisation of <b>{ $city }</b> would you like to see?
members-nothing_to_choose = <b>{ $city }</b> has no organisations yet. Please make one with /neworg first.
members-button_waiting = { $name } · { $waiting } new
members-button_coordinators = Coordinators
members-coordinators_of = Coordinators of { $city }
members-roster = <b>{ $where }</b>
    Active { $active } · applied { $waiting } · paused { $paused }
    Tap a name to see more.
members-warning_too_small = ⚠️ A volunteer patrol unit has 10 members or more. Now there are { $size }.
members-warning_too_large = ⚠️ A volunteer patrol unit has 70 members at most. Now there are { $size }.
members-line = { $state ->
        [waiting] 🙋
        [paused] ⏸
       *[other] { $rank ->
            [leader] ⭐
           *[other] { "" }
        }
    } { $name } · { $state ->
        [waiting] applied
        [paused] paused
       *[other] { $role }
    }{ $reach ->
        [no] { " " }· ⚠️ not reached
       *[yes] { "" }
    }
members-button_choice = Organisations
members-button_list = ◀ Back to the list

members-card = <b>{ $name }</b>
    { $where }, { $role }
members-state_waiting = 🙋 Applied on { DAY($since) }.
members-state_active = ✅ Active since { DAY($since) }.
members-state_paused = ⏸ Paused.
members-state_declined = Declined on { DAY($since) }.
members-state_removed = Removed on { DAY($since) }.
members-state_left = Has left.
members-unreachable = ⚠️ Messages do not arrive. Please ask them in person to open this chat again.
members-absences = Promised within a year and not seen: { $count }
members-absence = • { DAY($starts_at) } { $title } · { $said }
members-button_excuse = 📝 Why not on { DAY($starts_at) }
members-action_approve = Approve
members-action_decline = Decline
members-action_pause = ⏸ Pause
members-action_resume = ▶ Resume
members-action_hand_over = ⭐ Make leader
members-action_remove = Remove

members-ask_reason = Why should <b>{ $name }</b> leave <b>{ $where }</b>? Tap a reason or type one. They will be told the reason.
members-reason_own_wish = At their own wish
members-reason_moved = Moved away
members-reason_inactive = Not active for a long time
members-reason_rules = Did not keep the rules
members-unclear_reason = Please type the reason in { $most } characters or less.
members-confirm_removal = Remove <b>{ $name }</b> from <b>{ $where }</b>?
    Reason: { $reason }
members-button_remove = Yes, remove
members-button_no = No
members-done_removing = { $name } is no longer in <b>{ $where }</b>.
members-ask_hand_over = Make <b>{ $name }</b> the leader of <b>{ $where }</b>? The present leader becomes a member.
members-button_hand_over = Yes, make leader

members-toast_paused = { $name } is paused.
members-toast_resumed = { $name } is active again.
members-toast_removed = { $name } is removed.
members-toast_handed_over = The leader has changed.

members-paused = { $name }, your duty with <b>{ $where }</b> is paused. You will not be told of patrols meanwhile. Please ask your leader when you want to go on.
members-resumed = { $name }, your duty with <b>{ $where }</b> goes on. Just tap one of the large keys below.
members-removed = { $name }, your duty with <b>{ $where }</b> has ended. Thank you for your help.
    Reason: { $reason }
    Please ask them if you have questions.
members-made_leader = ⭐ { $name }, you are the leader of <b>{ $where }</b> now. /help shows what you can do.
members-made_member = { $name }, you have handed over the lead of <b>{ $where }</b>. You are a member now.

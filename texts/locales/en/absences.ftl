## Asking those who said yes and were not seen

absences-question =
    You said you would come and there is no check-in of yours, so we ask after you. Are you all right?
    Please tap one of these.
absences-button_illness = I was not well
absences-button_came_up = Something came up
absences-button_words = In my own words
absences-button_was_there = I came but did not check in
absences-marked = ✅ { $answer }
absences-noted = Thank you for telling us. We wrote down: { $said }
absences-passed_on = Thank you for telling us. Your leader is asked; when they confirm, you are marked present.
absences-roster_closed = Thank you for telling us. The roster is closed already, so we wrote down <b>that you came</b>. If it has to be put right, please tell your leader.
absences-change = If that is wrong, tap again.
absences-ask_words =
    Please write in a few words why you could not come to { $title }. You need not name an illness.
    To leave this, press /cancel.
absences-unclear_words = Please write up to { NUMBER($most, useGrouping: 0) } characters. To leave this, press /cancel.
absences-present = ✅ You are <b>checked in</b> for { $title }. There is nothing to do.
absences-settled = Why you could not come to { $title } is written down already. If it has to be put right, please tell your leader.
absences-too_late = { $title } was more than 7 days ago and cannot be answered here. Please tell your leader.
absences-thanks = Thank you for telling us.
absences-write = Please write it.
absences-request_asked = 🙋 { $name } says they came and did not check in. If you saw them, please tap below.
absences-request_withdrawn = { $name } gave another reason. There is nothing to do. Reasons are in /roster.
absences-request_present = ✅ { $name } is marked present.
absences-button_present = ✅ Mark { $name } present
absences-call = 📞 Of { $organisation }, { $count } were not seen twice in a row and have not said why.
absences-call_hint = Please call and ask how they are.

## A leader writes down why somebody was not seen

absences-absentees = People of { $organisation } who said yes and have no check-in.
absences-absentee = ▫️ { $name } · { $said }
absences-absentees_hint = If somebody told you why, press their name and write it down. If not, leave it as it is.
absences-no_absentees = Everybody who said yes was there. 👍
absences-not_known = not known yet
absences-told_themselves = { $said } (told by themselves)
absences-told_by_phone = { $said } (as it was told)
absences-excusing_hint = What did they say on the phone? Press one. Details such as an illness's name are not kept.
absences-written = Written down for { $name }.
absences-written_down = Why you were not at { $title } has been written down as it was told: { $said }. If that is not so, please tell your leader.
absences-button_write = 📝 Write down what they said
absences-button_absentees = ↩️ The others

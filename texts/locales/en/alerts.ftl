## SOS

alerts-call_112 = 🚨 <b>Call 112 now!</b>
    If you are in danger, get to a safe place first.
alerts-not_allowed = 🚨 In an emergency <b>call 112 right now!</b>
    Only approved members have permission to alert the leaders.
alerts-told = I have also told { $count ->
        [one] one leader or coordinator
       *[other] { $count } leaders and coordinators
    }.
alerts-told_already = { $count ->
        [one] One leader or coordinator has
       *[other] { $count } leaders and coordinators have
    } been told already. If you moved, send your location again.
alerts-nobody = There is no leader or coordinator I can reach now. Please do call 112.
alerts-what_helps = Tap [Send location] below to tell them where you are. You can also write.
alerts-share_place = 📍 Send location
alerts-call_off = I am fine, it was a mistake
alerts-passed_on = I passed it on. If it is urgent, call <b>112</b> first.
alerts-ask_place = Tap [Send location] or write a few words. If it is urgent, call <b>112</b> first.
alerts-over = Your call for help is closed. If you need help, call <b>112</b> and press /sos.
alerts-seen = { $name } has seen your call for help. If it is urgent, call <b>112</b> first.
alerts-coming = 🏃 { $name } is on the way to you. If it is urgent, call <b>112</b> first.
alerts-alarm = 🆘 <b>{ $name } needs help!</b>
alerts-alarm_over = ✅ The call for help of { $name } is over.
alerts-since = Since: { TIME($at) }
alerts-organisation = Organisation: { $organisation }
alerts-patrol = Patrol: { $title }
alerts-phone = Phone: { $phone }
alerts-alarm_112 = Call them now, and make sure that <b>112</b> has been called.
alerts-line_seen = 👀 { $name } has seen it
alerts-line_coming = 🏃 { $name } is on the way
alerts-button_seen = I have seen it
alerts-button_coming = I am coming
alerts-thanks = I told them.
alerts-words = 🆘 { $name }: { $text }
alerts-called_off = ✅ { $name } says they are fine.
alerts-place = 🆘 Where { $name } is

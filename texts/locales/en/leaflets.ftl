## Invitations on paper

leaflets-title = You are invited
leaflets-heading = Join us as a { $role }
leaflets-for = For { $name }
leaflets-scan = Point your phone’s camera at the picture above.
leaflets-start = When Telegram opens, press “Start”.
leaflets-wait = Answer the questions and wait for approval.
leaflets-promise = We never ask for resident numbers or criminal records.
leaflets-other_way = If a phone is difficult, please tell the unit leader.
leaflets-until = Good until { DAY($at) }

## Before a patrol

reminders-before = ⏰ A patrol is coming up.
reminders-come = When you are at the meeting place, press <b>Check in</b> below.
reminders-unanswered = ❓ We have not heard from you yet.
reminders-leader_list = 📋 Not answered yet in { $organisation }: { $count }
reminders-more = { "" } and { $count } more
reminders-leader_hint = Please give them a call. /roster shows who is coming.

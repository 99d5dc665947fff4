## Before a patrol

reminders-before =
    ⏰ <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    { $own_answer }
reminders-unanswered =
    ❓ <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    We have not heard from you yet. { $own_answer }
reminders-leader_list =
    📋 <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    Not answered yet in { $organisation }: { $count }
    { $names }

    Please give them a call. /roster shows who is coming.
reminders-more = { "" } and { $count } more

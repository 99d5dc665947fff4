## Counts of a patrol in a group chat

boards-patrol =
    📣 <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    { $lines }
    <b>{ $total } going</b>
boards-cancelled =
    ❌ <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    This patrol was cancelled. There is no need to come.
boards-line = · { $organisation }: { $going }
boards-line_of_quota = · { $organisation }: { $going } of { $quota }
boards-line_waiting = { "" } ({ $waiting } waiting)

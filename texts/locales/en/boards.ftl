## Counts of a patrol in a group chat

boards-line = · { $organisation }: { $going }
boards-line_of_quota = · { $organisation }: { $going } of { $quota }
boards-line_waiting = { "" } ({ $waiting } waiting)
boards-total = <b>{ $total } going</b>
boards-cancelled = ❌ This patrol was cancelled. There is no need to come.

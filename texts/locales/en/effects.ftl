## 112 calls compared

effects-button = 📉 Compare 112 calls
effects-calls = Please send a <b>CSV file</b> with 112 calls. Its first line is <b>city,month,calls</b>; it needs the same month of this year and last year for { $city } and for other cities.
    Tap /cancel to leave this question.
effects-unreadable = I could not read this table. Please send it again as a CSV file.
effects-line_no_heads = · The first line has to name city, month, calls.
effects-line_no_city = · Line { $line } names no city.
effects-line_no_month = · Line { $line }: I do not know this month. Write it like 2026-11.
effects-line_no_number = · Line { $line }: the calls are no number.
effects-line_twice = · Line { $line } repeats a city and month.
effects-example = Write it like this:
    city,month,calls
    { $city },2025-11,11486
    { $city },2026-11,10879
effects-nothing = To compare, I need the same month of both years for { $city } and for at least one other city. Please mend the table and send it again.
effects-heading = <b>112 calls in { $city }, { $year }-{ $month }</b>
effects-change = Same month last year { $before } → { $after }, <b>{ $change } %</b>
effects-others = Other cities ({ $cities }): { $change } %; difference: <b>{ $points } points</b>
effects-interval = 95 % interval: { $low } to { $high } points
effects-clear = Chance alone hardly makes such a difference. That patrols are the cause is not proved by it.
effects-unclear = <b>This may be chance.</b> One month is not enough to speak of an effect.
effects-method_estimated = Method: the ratio of both changes (log scale); how much calls come in bunches is estimated from how the other cities differ. Seasons and what is special in a city are not all taken out.
effects-method_assumed = Method: the ratio of both changes (log scale). With fewer than 4 other cities, how much calls come in bunches is assumed (variance four times the mean). Seasons and what is special in a city are not all taken out.

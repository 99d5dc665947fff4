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
effects-line_no_start = · The start in line { $line } is not a month. Write it like 2026-03, or leave it empty.
effects-staggered = <b>The { $cities } cities that began, taken together</b> ({ $months } months): { $percent } %, 95 % interval { $low } to { $high } %
effects-staggered_unclear = Taken together, too, this <b>may be chance.</b>
effects-staggered_method = Method: each city’s months after its start, against the same month of the year before, less the change of the cities that had not begun by then. Only the first twelve months count. The interval is the wider of two: leaving each city out once, and chance with calls coming in bunches. Cities do not begin by lot, so this does not prove that patrols are the cause.
effects-title = 112 calls compared
effects-lead = How 112 calls changed against the year before and other cities, and how sure that is. The numbers you enter are not kept.
effects-table = Compare a table
effects-table_hint = The first line is city,month,calls. If you know in which month a city began its patrols, add a column called start.
effects-table_label = Table (paste the CSV)
effects-rate = Compare with a rate
effects-rate_hint = For when only the change of the other cities is known.
effects-rate_before = Calls in the same month of last year
effects-rate_after = Calls this year
effects-rate_others = Change of the other cities (%)
effects-compare = Compare
effects-figure_change = our city
effects-figure_others = other cities
effects-figure_points = difference
effects-percent = { $value } %
effects-points_value = { $value } points
effects-result = What comes out
effects-rate_method = Method: the ratio of the two changes (log scale). The others’ change is taken as exact, and that calls come in bunches (variance four times the mean) is assumed. One month, and no proof that patrols are the cause.
effects-rate_nothing = Please write counts of at least 1 and a change above -100.
effects-about = The difference is about { $points } points; the 95 % interval is { $low } to { $high } points.
console-about_effects = Change against last year and other cities

## Planning a patrol by question and answer

questions-header = <b>New patrol { $number }/{ $count }</b>
questions-day_so_far = 🗓 { DAY($day) }{ $clocks }
questions-problem = ⚠️ { $problem }
questions-day = Which day? Choose one or type it, for example 12/4
questions-clock = From when to when? Choose or type, for example 20:00-22:00
questions-place =
    Where do you meet? Choose an earlier place or tell me a new one.
    Send it from the map with 📎 → Location, or type name and coordinates, for example Beomgye exit 2 37.38970,126.95070
questions-point = Where is that on the map? Please send it with 📎 → Location.
questions-place_name = What is this place called? For example Beomgye exit 2
questions-title_line = What is the title? Choose or type, for example Beomgye joint patrol
questions-organisations =
    Which organisations come? Tap to choose; the button beside it sets how many people.
    Or type, for example Pyeongchon Unit 10, Merchants 5
questions-zones = Which zones? Choose or type, for example Rodeo Street, Safe Way Home
questions-repeat = Does it repeat? Choose or type, for example every month third fri until 2027-03-31 except holidays
questions-info = Anything members should know? For example wear a reflective vest
questions-form = Please send the corrected text.
questions-preview = Please press Publish or Cancel under the preview.
questions-back = ← Back
questions-skip = Skip
questions-everybody = All organisations
questions-once = Just once
questions-go_on = Next →
questions-cancel = Cancel
questions-no_quota = any number
questions-quota = { $quota } people
questions-day_button = { $month }/{ $day } { $weekday }

## Wrong lines

problem-line = <b>Line { $number }</b> “{ $line }”
problem-key = <b>{ $key }</b>
problem-what = → { $what }
problem-example = 　e.g. { $example }
problem-left_out = { $count } more lines are wrong.
problem-key_title = title
problem-key_when = when
problem-key_place = place
problem-key_organisations = organisations
problem-key_zones = zones
problem-key_repeat = repeat
problem-key_info = info

problem-unknown_line = I do not know this line. Begin it with title, when, place, organisations, zones, repeat or info.
problem-duplicate = This line is there twice. Please keep one.
problem-missing = This line is needed. Please add it.
problem-empty = There is nothing in it.
problem-too_long = This is too long. Up to { $limit } characters are possible.
problem-too_many = These are too many. Up to { $limit } are possible.
problem-named_twice = “{ $piece }” is there twice.
problem-no_place_name = Please write the name of the place before the coordinates.
problem-no_coordinates = The coordinates are missing. Write latitude,longitude after the name.
problem-unreadable_coordinates = I cannot read the coordinates. Write latitude,longitude as decimal numbers.
problem-impossible_coordinates = These coordinates are not on the map: { $piece }
problem-no_organisation_name = “{ $piece }” lacks the name of an organisation.
problem-impossible_quota = The number in “{ $piece }” must be from 1 to { $limit }.
problem-until_before_start = The last day ({ $piece }) is before the first.
problem-when_unreadable = I cannot read “{ $piece }”.
problem-when_no_date = The day is missing.
problem-when_no_time = The time is missing.
problem-when_no_end = The end is missing.
problem-when_impossible_date = There is no such day: { $piece }
problem-when_impossible_time = There is no such time: { $piece }
problem-when_skipped_time = The clocks skip this time: { $piece }
problem-when_wrong_weekday = Day and weekday do not fit: { $piece }
problem-when_end_equals_start = Start and end are the same: { $piece }
problem-when_too_long = A patrol lasts 16 hours at most: { $piece }
problem-when_past_start = This time has passed. Please write one that is to come.
problem-when_past_day = This day has passed: { $piece }
problem-when_too_far_ahead = This day is too far ahead: { $piece }
problem-repeat_unreadable = I cannot read “{ $piece }”. Begin with every day, every week or every month.
problem-repeat_no_weekday = The weekday is missing.
problem-repeat_no_nth = Which week of the month? First, second, third, fourth, fifth or last.
problem-repeat_unknown_nth = I do not know which week “{ $piece }” is.
problem-repeat_unknown_weekday = “{ $piece }” is no weekday.
problem-repeat_impossible_until = The last day does not exist or has passed: { $piece }
problem-unknown_organisation = Your city has no organisation “{ $piece }”.
problem-near_organisation = Your city has no organisation “{ $piece }”. Did you mean { $near }?
problem-no_organisations = There are no organisations yet. Make one with /neworg first, or leave this line out.

example-title = title: Beomgye joint patrol
example-when = when: 12/4 20:00-22:00
example-place = place: Beomgye exit 2 37.38970,126.95070
example-organisations = organisations: Pyeongchon Unit 10, Merchants 5
example-zones = zones: Rodeo Street, Safe Way Home
example-repeat = repeat: every week on fri
example-info = info: wear a reflective vest

## The plan: calendar, new patrols, changes, who is asked how often

plan-title = Plan
plan-month =
    { $month ->
        [1] January { $year }
        [2] February { $year }
        [3] March { $year }
        [4] April { $year }
        [5] May { $year }
        [6] June { $year }
        [7] July { $year }
        [8] August { $year }
        [9] September { $year }
        [10] October { $year }
        [11] November { $year }
       *[other] December { $year }
    }
plan-week = { DAY($first) } – { DAY($last) }
plan-month_view = Month
plan-week_view = Week
plan-view = View
plan-previous_month = Month before
plan-next_month = Next month
plan-previous_week = Week before
plan-next_week = Next week
plan-today = Today
plan-week_begins = The week begins on
plan-week_begins_sun = Sunday first
plan-week_begins_mon = Monday first
plan-create = New patrol
plan-create_on = New patrol on { DAY($day) }
plan-clock = { TIME($at) }
plan-calendar = Calendar
plan-day = { DAY($day) }
plan-move = Move { $title }
plan-again = Once more: { $title }
plan-draft = Draft
plan-repeats = repeats
plan-clash = Clash
plan-others = { $count } more
plan-expected = To be repeated
plan-expected_hint = Faint ones are dates a repeating patrol will have. They are set eight weeks ahead.
plan-drafts = Drafts
plan-drafts_hint = Nobody has been told. Open one to publish or correct it.
plan-clashes =
    { $count ->
        [one] { $count } clash
       *[other] { $count } clashes
    }
plan-clashes_more = … and { $count } more.
plan-clash_place = The same meeting place: { $place }
plan-clash_organisations = The same organisations: { $names }
plan-clash_everybody = Both invite all organisations
plan-nothing = No patrols in this time
plan-nothing_hint = Press “New patrol”, or the + beside a day.
plan-how = Drag over empty days, or press one twice, for a new patrol. Drag a patrol to another day to move it or do it once more; drop it with Ctrl held down to do it once more without being asked.
plan-how_keys = By keyboard choose a day with the arrow keys on a + and press Enter for a new patrol; Shift and the arrow keys choose several days. On a patrol’s button press Enter, choose a day with the arrow keys, and press Enter again.
plan-how_touch = Press + beside a day for a new patrol. Press the button beside a patrol, then a day, to move it or do it once more.
plan-moving = Moving { $title }. Choose a day with the arrow keys, or press a day. Enter drops it, Esc leaves it where it was.
plan-moving_stopped = It stays where it was.
plan-repeating = Doing { $title } once more. Choose a day with the arrow keys, or press a day. Enter drops it, Esc stops.
plan-day_is_over = A day that is over cannot be chosen.
plan-days_one = { $day }. Let go or press Enter for a new patrol; Esc stops.
plan-days_several = { $first } to { $last }, { $count } days. Let go or press Enter for a new patrol; Esc stops.
plan-days_left = Stopped. Nothing was created.
plan-days_filled = Filled in as a patrol on each of the { $count } days you chose. “Repeat” below changes that.
plan-drop_check = Move it, or do it once more?
plan-drop_day = The day you chose
plan-drop_told = Who is told if it moves?
plan-drop_move = Move
plan-drop_this = Move this date only
plan-drop_following = Move this and all that follow
plan-drop_again = Copy and do it once more
plan-drop_again_hint = This patrol stays where it is. Nobody is told of the second one before you publish it.

plan-new = New patrol
plan-edit = Correct the draft
plan-new_hint = You see a preview first. Nobody is told before you publish.
plan-wrong = Something needs correcting. Nothing was created yet.
plan-box_title = Title
plan-box_when = When
plan-box_place = Place
plan-box_organisations = Organisations
plan-box_zones = Zones
plan-box_repeat = Repeat
plan-box_info = Info
plan-optional = may stay empty
plan-day_of = Day
plan-begins = Begins
plan-ends = Ends
plan-when_hint = An end before the start is on the next day.
plan-title_hint = e.g. Joint patrol at Beomgye station
plan-used_place = Used before
plan-new_place = A new place
plan-place_name = What it is called
plan-coordinates = Coordinates (latitude,longitude)
plan-place_hint = The two numbers a map shows when you press long on the spot, e.g. 37.38970,126.95070
plan-organisations_hint = Choose none to invite all. Without a number as many may come as like.
plan-quota_of = People of { $name }
plan-people = people
plan-zones_hint = With commas between them, e.g. Rodeo street, safe way home
plan-once = Once
plan-daily = Every day
plan-weekly = Every week
plan-monthly = Every month
plan-weekdays = Weekdays
plan-nths = Which of the month
plan-until = Until
plan-until_hint = Leave it empty to go on until you stop it.
plan-skips_holidays = Not on public holidays
plan-info_hint = e.g. Wear your reflective vest
plan-preview = Preview
plan-holiday_is = This is { $name }.

plan-check = Publish it like this?
plan-check_hint = Nobody has been told yet.
plan-all_organisations = All organisations
plan-first_dates = Next dates
plan-first_is_extra = The first day is none of the rule's days; it takes place once, as you wrote.
plan-recipients =
    { $count ->
        [one] { $count } person is told at once.
       *[other] { $count } people are told at once.
    }
plan-later_dates = Later dates are announced seven days ahead, or the day before where it repeats more often than weekly.
plan-publish = Publish
plan-save = Keep as a draft
plan-correct = Correct
plan-discard = Discard
plan-saved_badge = Kept as a draft
plan-has_begun = Its start is past, so it cannot be published. Press “Correct” and choose another day.

plan-change = Change
plan-change_of = What is to be changed?
plan-now = Now
plan-will_be = Then
plan-change_preview = Go on
plan-change_refused_is_cancelled = It was cancelled and cannot be changed.
plan-change_refused_has_begun = It has begun and cannot be changed.
plan-change_same = That is what it is now. Nothing would change.
plan-change_check = Change it like this?
plan-told = Who is told?
plan-told_answered =
    { $count ->
        [one] { $count } person who answered is told of the change.
       *[other] { $count } people who answered are told of the change.
    }
plan-told_no_answers = Nobody has answered yet.
plan-told_rest = Who has not answered is not told by itself; the next reminder says what is true then.
plan-told_nobody_yet = It has not been announced yet. When it is, it says what is true then.
plan-told_silent = Nobody is told by itself. The next messages show the new text.
plan-told_joining =
    { $count ->
        [one] { $count } person who is new gets the announcement.
       *[other] { $count } people who are new get the announcement.
    }
plan-told_leaving =
    { $count ->
        [one] { $count } person who answered is told not to come.
       *[other] { $count } people who answered are told not to come.
    }
plan-change_this = Publish for this date
plan-change_following = Publish for all from this date
plan-change_one = Publish
plan-change_leave = Leave it as it is
plan-like = New one like this
plan-cancel_told =
    { $count ->
        [one] { $count } person is told. This cannot be undone.
       *[other] { $count } people are told. This cannot be undone.
    }

plan-timeline = What happened
plan-step_drafted = Created
plan-step_published = Published by { $name }
plan-step_announced = Members were told
plan-step_changed_when = { $name } changed the time
plan-step_changed_place = { $name } changed the place
plan-step_changed_organisations = { $name } changed the organisations
plan-step_changed_zones = { $name } changed the zones
plan-step_changed_info = { $name } changed the info
plan-step_cancelled = Cancelled by { $name }
plan-step_reminded_before = Reminder sent
plan-step_reminded_unanswered = Asked again who had not answered
plan-step_reminded_leader_list = Leaders were told who had not answered
plan-step_first_arrived = First check-in
plan-step_last_arrived = Last check-in, { $count } in all
plan-step_noted = Note #{ $number }
plan-step_log_drafted = The patrol log drafted itself
plan-step_sealed = { $name } signed the patrol log

plan-load = Share the load
plan-load_hint = Who was asked how often, so that it is not always the same people.
plan-since = From
plan-until_day = To
plan-which_organisation = Organisation
plan-every_organisation = All organisations
plan-show = Show
plan-last_days = Last { $days } days
plan-patrols = Patrols
plan-members = Members
plan-share = Share of the busiest ten
plan-percent = { $count }%
plan-turns = Ask these people first next time
plan-turns_hint = Longest not asked first, then longest not there. Who rests is left out.
plan-last_asked = asked { DAY($at) }
plan-never_asked = never asked
plan-last_came = there { DAY($at) }
plan-never_came = not there in this time
plan-everybody = All members
plan-name = Name
plan-asked = Asked
plan-going = Said yes
plan-came = Came
plan-times = { $count }×
plan-rests = Resting
plan-before = Before
plan-after = After
plan-no_load = No patrol was announced in this time
plan-no_load_hint = Choose a longer time, or publish a patrol first.
plan-no_one = No members yet
plan-no_one_hint = Hand out invitation links under “People”.

plan-cities = Change city
plan-cities_hint = It changes here and in the Telegram chat alike.
plan-work_in = Show { $city }
plan-city_now = Shown now

console-said_draft_saved = Kept as a draft. Nobody was told.
console-said_patrol_published = Published. The people invited are being told.
console-said_draft_discarded = The draft is gone. Nobody was told.
console-said_published_before = It was published before. Nobody was told twice.
console-said_begun_before_publishing = Its start is past, so it was not published. Please correct the day.
console-said_patrol_changed = Published. Those it concerns are being told.
console-said_changed_meanwhile = Somebody else changed this patrol in the meantime. Please look at it and try again.
console-said_change_impossible = It was not changed: it has begun, or the time is past.
console-said_city_switched = You now look at this city.

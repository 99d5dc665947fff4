## Logs and the month

reports-choose = Whose <b>log</b> do you want to see? Tap a month for its report.
    ✅ signed · ✍️ not signed
reports-no_patrols = No patrol is over yet. Tap a month below for its <b>report</b>.
reports-patrol_button = { $state ->
        [signed] ✅
       *[open] ✍️
    } { DAY($starts_at) } { $title }
reports-month_button = { $year }-{ $month }
reports-hours_button = 📊 Get the list of hours for 1365
reports-month_coming = The report is on its way.

reports-heading = <b>{ $city }, { $year }-{ $month }</b>
reports-running = The month is not over: these are the numbers until today.
reports-numbers =
    Patrols: <b>{ $patrols }</b> · people: <b>{ $people }</b> (present { $presences } times)
    Time served: { HOURS($minutes) }
reports-zones = <b>Zones</b>
reports-zone = · { $zone }: { $count }
reports-missed_zones = · not visited this month: { $zones }
reports-notes = Notes: { $notes } · still open: { $open } · handed to 112: { $handed }
reports-facilities = Facilities: { $reported } reported, { $fixed } fixed
reports-triage_minutes = Notes are taken up after { $minutes } min as a rule
reports-triage_hours = Notes are taken up after { HOURS($minutes) } as a rule

reports-chart = 📈 { $year }-{ $month }
reports-workbook = 📊 The month (Excel)
reports-filename = { $city } patrols { $month }
reports-nothing = none
reports-hours_figure = { $hours } h
reports-figure_patrols = patrols
reports-figure_people = people
reports-figure_hours = time served
reports-figure_handed = handed to 112
reports-panel_numbers = Summary
reports-panel_organisations = Presences by organisation
reports-panel_zones = Patrols by zone
reports-panel_days = People by day
reports-panel_categories = Notes by category
reports-row_patrols = Patrols
reports-row_people = Different people
reports-row_presences = Presences
reports-row_served_minutes = Time served (minutes)
reports-row_notes = Notes
reports-row_open = Notes still open
reports-row_handed = Handed to 112
reports-row_triage_minutes = Time until a note is taken up (median, minutes)
reports-row_reported = Facilities reported
reports-row_fixed = Facilities fixed
reports-column_what = What
reports-column_number = Number
reports-column_organisation = Organisation
reports-column_people = People
reports-column_presences = Presences
reports-column_minutes = Time (minutes)
reports-column_zone = Zone
reports-column_patrols = Patrols
reports-column_day = Day
reports-column_category = Category
reports-column_notes = Notes
reports-panel_heat = Where notes were seen most
reports-heat_bar = { $metres } m
reports-heat_note = Squares are 500 m wide or more and told from three notes on, so that no home can be singled out. Counted without a place: { $elsewhere }.
reports-title = Month
reports-lead = A month of patrols and notes in numbers. Under /report in Telegram you get the same as a picture and a workbook.
reports-choose_month = Choose a month
reports-covered = { $count } of { $known } known zones were visited
reports-no_squares = No place has enough notes to be shown
reports-no_squares_hint = From three notes at one place on it appears here.
reports-heat_label = Sketch of where notes were seen most, { $count } squares
reports-to_effects = Compare 112 calls
reports-no_zones = No zone was visited
reports-no_zones_hint = Write the zones when planning a patrol, then they are counted here.
reports-triage_short = until taken up
reports-minutes_short = { $minutes } min
reports-fixed_of = { $fixed }/{ $reported }
reports-facilities_short = facilities fixed
console-about_months = A month in numbers, zones, where notes were seen
reports-take_workbook = Month as Excel
reports-take_hours = List for the volunteer portal
reports-see_chart = Show as a chart
reports-chart_label = Bars of this month's patrols, organisations, zones and notes

## Certificates and lists of hours

volunteer_hours-periods = For which time do you want a <b>certificate</b>?
volunteer_hours-this_month_button = This month
volunteer_hours-last_month_button = Last month
volunteer_hours-this_year_button = This year
volunteer_hours-last_year_button = Last year
volunteer_hours-coming = The file is on its way.
volunteer_hours-none = You finished no patrol in that time. Please choose another.
volunteer_hours-certificate = 📄 Your certificate. Print it and have a coordinator sign it.
volunteer_hours-filename = Certificate { $name } { $day }
volunteer_hours-list = 📊 The list of hours for 1365. No day has more than 8 hours in it.
volunteer_hours-list_empty = Nobody finished a patrol in that month.
volunteer_hours-list_title = Hours { $month }
volunteer_hours-list_filename = Hours for 1365 { $month }

volunteer_hours-paper_title = Certificate of service
volunteer_hours-paper_total = { HOURS($minutes) } in all
volunteer_hours-paper_statement = This is to confirm the patrol service listed above.
volunteer_hours-paper_limits = Only time within a patrol counts, at most 8 hours a day. The same time counts once.
volunteer_hours-paper_issued = Issued { $day }
volunteer_hours-paper_confirmed = Confirmed by (signature)
volunteer_hours-row_name = Name
volunteer_hours-row_organisation = Organisation
volunteer_hours-row_period = Period
volunteer_hours-row_total = Time served
volunteer_hours-column_name = Name
volunteer_hours-column_organisation = Organisation
volunteer_hours-column_day = Day
volunteer_hours-column_time = Time
volunteer_hours-column_begins = From
volunteer_hours-column_ends = To
volunteer_hours-column_minutes = Counted (min)
volunteer_hours-column_counted = Time counted
volunteer_hours-column_hours = Counted (hours)
volunteer_hours-column_title = Service
volunteer_hours-column_place = Place
volunteer_hours-deadline = ⏰ The <b>hours of { $month }/{ $year }</b> have to be in the 1365 portal by { DAY($deadline) }. The list of { $people } people follows.

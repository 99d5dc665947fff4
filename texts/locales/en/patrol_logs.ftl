## The patrol log

patrol_logs-heading =
    📝 <b>Patrol log</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
patrol_logs-numbers =
    Present: <b>{ $present }</b> · late: { $late } · marked by a leader: { $marked }
    Notes: { $notes } · handed to 112: { $handed }
patrol_logs-organisation = · { $name }: { $present }
patrol_logs-findings_line = <b>Written down</b>
    { $findings }
patrol_logs-no_findings_line = Nothing is written down yet.
patrol_logs-signature = ✅ { $name } signed it on { DAY($at) } at { TIME($at) }. Log number { $number }
patrol_logs-draft_hint = Please see whether roster and numbers are right, then <b>sign</b>. If something is to be added, write it first.
patrol_logs-confirm_hint = <b>Once signed, this log cannot be changed.</b> Sign it?

patrol_logs-show_button = ↩️ No, let me look again
patrol_logs-findings_button = ✏️ Write something down
patrol_logs-confirm_button = ✍️ Sign
patrol_logs-sign_button = Yes, I sign
patrol_logs-papers_button = 📄 Get the log as a file

patrol_logs-findings = Please write what happened on the patrol { $title }. Leave out names and phone numbers of others.
    Tap /cancel to leave this question.
patrol_logs-findings_unusable = Please write it as text of at most { $limit } characters.
patrol_logs-sealed = Signed. Thank you.
patrol_logs-already = This log is signed already and cannot be changed.
patrol_logs-not_over = This is possible once the patrol is over at { TIME($ends_at) }.
patrol_logs-papers_coming = The files are on their way.
patrol_logs-pdf = 📄 Patrol log (PDF)
patrol_logs-xlsx = 📊 Patrol log (Excel)
patrol_logs-filename = Patrol log { $day } { $title }

patrol_logs-paper_title = Patrol log
patrol_logs-paper_sealed = No. { $number }
patrol_logs-paper_draft = Not signed
patrol_logs-paper_signature = Signed by { $name } · { DAY($at) } { TIME($at) }
patrol_logs-paper_when = { WHEN($starts_at, $ends_at) }, { $year }
patrol_logs-paper_people = { $present } (late: { $late })
patrol_logs-paper_reports = Notes: { $notes }, handed to 112: { $handed }
patrol_logs-paper_no_organisation = No organisation
patrol_logs-paper_late = { $minutes } min late
patrol_logs-paper_minutes = { HOURS($minutes) }
patrol_logs-paper_photos = photos: { $count }
patrol_logs-paper_recordings = other files: { $count }
patrol_logs-paper_no_category = No category
patrol_logs-paper_nobody = Nobody came.
patrol_logs-paper_notes = Notes
patrol_logs-paper_no_notes = There were no notes.
patrol_logs-paper_findings = Written by the leader
patrol_logs-paper_findings_by = Written by { $name }
patrol_logs-paper_no_findings = Nothing was written.
patrol_logs-paper_seal = Seal
patrol_logs-paper_seal_line = Log no. { $number } · the log before it { $previous }…
patrol_logs-paper_seal_hint = This number is worked out from the log and the one before it. If a single letter changes later, it no longer fits.

patrol_logs-row_patrol = Patrol
patrol_logs-row_when = When
patrol_logs-row_place = Meeting place
patrol_logs-row_zones = Zones
patrol_logs-row_people = Present
patrol_logs-row_reports = Reports
patrol_logs-column_organisation = Organisation
patrol_logs-column_nth = No.
patrol_logs-column_name = Name
patrol_logs-column_arrived = In
patrol_logs-column_left = Out
patrol_logs-column_minutes = Time
patrol_logs-column_shown_by = Shown by
patrol_logs-column_note = No.
patrol_logs-column_time = At
patrol_logs-column_about = About
patrol_logs-column_files = Files
patrol_logs-column_state = State
patrol_logs-method_location = place ({ $distance } m)
patrol_logs-method_code = code
patrol_logs-method_roster = roster
patrol_logs-marked_by = { $name }, { DAY($at) } { TIME($at) }
patrol_logs-ended_by = duty ended by { $name }

## 활동 확인서와 봉사시간 명단

volunteer_hours-periods = 언제의 <b>활동 확인서</b>를 받으실래요?
volunteer_hours-this_month_button = 이번 달
volunteer_hours-last_month_button = 지난달
volunteer_hours-this_year_button = 올해
volunteer_hours-last_year_button = 작년
volunteer_hours-coming = 파일을 보내 드릴게요.
volunteer_hours-none = 그때는 마친 활동이 없어요. 다른 때를 골라 주세요.
volunteer_hours-certificate = 📄 활동 확인서예요. 인쇄해서 코디네이터에게 서명을 받으세요.
volunteer_hours-filename = 활동 확인서 { $name } { $day }
volunteer_hours-list = 📊 1365에 올릴 봉사시간 명단이에요. 하루에 8시간까지만 들어 있어요.
volunteer_hours-list_empty = 그 달에는 마친 활동이 없어요.
volunteer_hours-list_title = 봉사시간 { $month }
volunteer_hours-list_filename = 1365 봉사시간 명단 { $month }

volunteer_hours-paper_title = 활동 확인서
volunteer_hours-paper_total = 합계 { HOURS($minutes) }
volunteer_hours-paper_statement = 위와 같이 순찰 활동에 참여하였음을 확인합니다.
volunteer_hours-paper_limits = 순찰 시간 안의 활동만 세며, 하루에 8시간까지 인정합니다. 같은 시간은 한 번만 셉니다.
volunteer_hours-paper_issued = 발급일 { $day }
volunteer_hours-paper_confirmed = 확인자 (서명)
volunteer_hours-row_name = 이름
volunteer_hours-row_organisation = 소속
volunteer_hours-row_period = 기간
volunteer_hours-row_total = 활동 시간
volunteer_hours-column_name = 이름
volunteer_hours-column_organisation = 소속
volunteer_hours-column_day = 날짜
volunteer_hours-column_time = 시간
volunteer_hours-column_begins = 시작
volunteer_hours-column_ends = 종료
volunteer_hours-column_minutes = 인정 (분)
volunteer_hours-column_counted = 인정 시간
volunteer_hours-column_hours = 인정 (시간)
volunteer_hours-column_title = 활동
volunteer_hours-column_place = 장소
volunteer_hours-deadline = ⏰ <b>{ $year }년 { $month }월 봉사시간</b>을 { DAY($deadline) }까지 1365에 올려야 해요. { $people }명의 명단을 아래에 보내 드려요.

## 순찰일지와 월 보고

reports-choose = 어느 순찰의 <b>일지</b>를 볼까요? 달을 누르면 그 달의 보고서를 드려요.
    ✅ 서명함 · ✍️ 서명 전
reports-no_patrols = 끝난 순찰이 아직 없어요. 아래에서 달을 눌러 <b>보고서</b>를 보실 수 있어요.
reports-patrol_button = { $state ->
        [signed] ✅
       *[open] ✍️
    } { DAY($starts_at) } { $title }
reports-month_button = { $year }년 { $month }월
reports-hours_button = 📊 1365 봉사시간 명단 받기
reports-month_coming = 보고서를 보내 드릴게요.

reports-heading = <b>{ $city } { $year }년 { $month }월</b>
reports-running = 아직 끝나지 않은 달이라 오늘까지의 숫자예요.
reports-numbers =
    순찰 <b>{ $patrols }번</b> · 나온 사람 <b>{ $people }명</b> (모두 { $presences }번)
    활동 시간 { HOURS($minutes) }
reports-zones = <b>구역</b>
reports-zone = · { $zone } { $count }번
reports-missed_zones = · 이달에 못 간 곳: { $zones }
reports-notes = 특이사항 { $notes }건 · 아직 열림 { $open }건 · 112 인계 { $handed }건
reports-facilities = 시설 고장·요청 { $reported }건 가운데 { $fixed }건 고침
reports-triage_minutes = 특이사항을 접수하기까지 보통 { $minutes }분
reports-triage_hours = 특이사항을 접수하기까지 보통 { HOURS($minutes) }

reports-chart = 📈 { $year }년 { $month }월
reports-workbook = 📊 월 보고 (엑셀)
reports-filename = { $city } 순찰 보고 { $month }
reports-nothing = 없음
reports-hours_figure = { $hours }시간
reports-figure_patrols = 순찰
reports-figure_people = 나온 사람
reports-figure_hours = 활동 시간
reports-figure_handed = 112 인계
reports-panel_numbers = 요약
reports-panel_organisations = 단체별 나온 횟수
reports-panel_zones = 구역별 순찰
reports-panel_days = 날짜별 나온 사람
reports-panel_categories = 특이사항 종류
reports-row_patrols = 순찰
reports-row_people = 나온 사람 (서로 다른)
reports-row_presences = 나온 횟수
reports-row_served_minutes = 활동 시간 (분)
reports-row_notes = 특이사항
reports-row_open = 아직 열린 특이사항
reports-row_handed = 112 인계
reports-row_triage_minutes = 접수까지 걸린 시간 (가운데 값, 분)
reports-row_reported = 시설 고장·요청
reports-row_fixed = 고친 시설
reports-column_what = 항목
reports-column_number = 값
reports-column_organisation = 단체
reports-column_people = 사람
reports-column_presences = 나온 횟수
reports-column_minutes = 활동 (분)
reports-column_zone = 구역
reports-column_patrols = 순찰
reports-column_day = 날짜
reports-column_category = 종류
reports-column_notes = 건수

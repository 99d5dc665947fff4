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
reports-panel_heat = 특이사항이 많은 곳
reports-heat_bar = { $metres } m
reports-heat_note = 한 칸은 가로세로 500 m부터이고 3건부터 보여요. 집 한 채를 가려낼 수 없게 하려는 거예요. 자리 없이 센 것 { $elsewhere }건.
reports-title = 월 보고
reports-lead = 한 달의 순찰과 특이사항을 숫자로 봐요. 같은 내용을 텔레그램의 /report 에서 그림과 엑셀로 받을 수 있어요.
reports-choose_month = 달 고르기
reports-covered = 아는 구역 { $known }곳 가운데 { $count }곳에 갔어요
reports-no_squares = 지도에 보일 만큼 모인 곳이 없어요
reports-no_squares_hint = 한 곳에 3건이 모이면 여기에 나타나요.
reports-heat_label = 특이사항이 많은 곳의 약도, { $count }칸
reports-to_effects = 112 신고 비교하기
reports-no_zones = 순찰한 구역이 없어요
reports-no_zones_hint = 순찰을 만들 때 구역을 적으면 여기서 셀 수 있어요.
reports-triage_short = 접수까지
reports-minutes_short = { $minutes }분
reports-fixed_of = { $fixed }/{ $reported }
reports-facilities_short = 고친 시설
console-about_months = 한 달의 숫자, 구역, 특이사항이 많은 곳
reports-take_workbook = 월 보고 엑셀 받기
reports-take_hours = 봉사 포털 명단 받기
reports-see_chart = 그래프로 보기
reports-chart_label = 이달의 순찰, 단체, 구역, 특이사항을 막대로 그린 그림

## 순찰일지

patrol_logs-heading =
    📝 <b>순찰일지</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
patrol_logs-numbers =
    나온 사람 <b>{ $present }명</b> · 늦음 { $late }명 · 대장 표시 { $marked }명
    특이사항 { $notes }건 · 112 인계 { $handed }건
patrol_logs-organisation = · { $name } { $present }명
patrol_logs-findings_line = <b>적은 내용</b>
    { $findings }
patrol_logs-no_findings_line = 적은 내용이 아직 없어요.
patrol_logs-signature = ✅ { $name } 님이 { DAY($at) } { TIME($at) }에 서명했어요. 일지 번호 { $number }
patrol_logs-draft_hint = 출석부와 숫자가 맞는지 보시고 <b>서명</b>해 주세요. 덧붙일 것이 있으면 먼저 적어 주세요.
patrol_logs-confirm_hint = <b>서명하면 이 일지는 더 고칠 수 없어요.</b> 서명할까요?

patrol_logs-show_button = ↩️ 아니요, 더 볼게요
patrol_logs-findings_button = ✏️ 내용 적기
patrol_logs-confirm_button = ✍️ 서명하기
patrol_logs-sign_button = 네, 서명합니다
patrol_logs-papers_button = 📄 일지 파일 받기

patrol_logs-findings = { $title }에서 있었던 일을 적어 보내 주세요. 다른 분의 이름과 전화번호는 적지 마세요.
    그만두시려면 /cancel 을 눌러 주세요.
patrol_logs-findings_unusable = 글로 { $limit }자까지 적을 수 있어요. 다시 적어 보내 주세요.
patrol_logs-sealed = 서명했어요. 고맙습니다.
patrol_logs-already = 이미 서명한 일지라 바꿀 수 없어요.
patrol_logs-not_over = 순찰이 { TIME($ends_at) }에 끝난 뒤에 할 수 있어요.
patrol_logs-papers_coming = 일지 파일을 보내 드릴게요.
patrol_logs-pdf = 📄 순찰일지 (PDF)
patrol_logs-xlsx = 📊 순찰일지 (엑셀)
patrol_logs-filename = 순찰일지 { $day } { $title }

patrol_logs-paper_title = 순찰일지
patrol_logs-paper_sealed = 제 { $number } 호
patrol_logs-paper_draft = 서명 전
patrol_logs-paper_signature = 서명 { $name } · { DAY($at) } { TIME($at) }
patrol_logs-paper_when = { $year }년 { WHEN($starts_at, $ends_at) }
patrol_logs-paper_people = { $present }명 (늦음 { $late }명)
patrol_logs-paper_reports = 특이사항 { $notes }건, 112 인계 { $handed }건
patrol_logs-paper_no_organisation = 소속 없음
patrol_logs-paper_late = { $minutes }분 늦음
patrol_logs-paper_minutes = { HOURS($minutes) }
patrol_logs-paper_photos = 사진 { $count }
patrol_logs-paper_recordings = 그 밖의 파일 { $count }
patrol_logs-paper_no_category = 종류 없음
patrol_logs-paper_nobody = 나온 사람이 없어요.
patrol_logs-paper_notes = 특이사항
patrol_logs-paper_no_notes = 특이사항이 없었어요.
patrol_logs-paper_findings = 대장이 적은 내용
patrol_logs-paper_findings_by = 적은 사람 { $name }
patrol_logs-paper_no_findings = 적은 내용이 없어요.
patrol_logs-paper_seal = 봉인
patrol_logs-paper_seal_line = 일지 제 { $number } 호 · 앞 일지 { $previous }…
patrol_logs-paper_seal_hint = 이 번호는 일지 내용과 앞 일지에서 계산한 값이에요. 나중에 한 글자라도 바뀌면 번호가 맞지 않아요.

patrol_logs-row_patrol = 순찰
patrol_logs-row_when = 일시
patrol_logs-row_place = 모인 곳
patrol_logs-row_zones = 구역
patrol_logs-row_people = 나온 사람
patrol_logs-row_reports = 신고·인계
patrol_logs-column_organisation = 단체
patrol_logs-column_nth = 번호
patrol_logs-column_name = 이름
patrol_logs-column_arrived = 출석
patrol_logs-column_left = 종료
patrol_logs-column_minutes = 활동
patrol_logs-column_shown_by = 확인 방법
patrol_logs-column_note = 번호
patrol_logs-column_time = 시각
patrol_logs-column_about = 종류
patrol_logs-column_files = 파일
patrol_logs-column_state = 상태
patrol_logs-method_location = 위치 확인 ({ $distance } m)
patrol_logs-method_code = 출석 번호
patrol_logs-method_roster = 출석부 표시
patrol_logs-marked_by = { $name }, { DAY($at) } { TIME($at) }
patrol_logs-ended_by = 종료 표시 { $name }

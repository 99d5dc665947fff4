## 내 활동

profiles-card = <b>{ $name }</b> 님의 활동
    전화번호: { $phone }
profiles-no_phone = 알려 주지 않으셨어요
profiles-everywhere = 모든 도시
profiles-role = { $state ->
        [waiting] · { $where } { $role } (승인 기다리는 중)
        [paused] · { $where } { $role } (쉬는 중)
       *[active] · { $where } { $role }
    }
profiles-coming = <b>다가오는 순찰</b>
profiles-no_patrols = 다가오는 순찰이 아직 없어요. 새 순찰이 생기면 알려 드릴게요.
profiles-patrol = · { WHEN($starts_at, $ends_at) } { $title } – { $mine ->
        [going] 참석
        [not_going] 불참
        [maybe] 미정
        [waiting] 대기
        [offered] 자리가 났어요. 확정해 주세요
       *[none] 아직 답하지 않으셨어요
    }
profiles-hours = <b>활동 시간</b>
    이번 달 { HOURS($month_minutes) } · 올해 { HOURS($year_minutes) }
profiles-resting = 지금은 쉬는 중이라 순찰 알림이 가지 않아요. 다시 오실 때 아래 단추를 눌러 주세요.
profiles-location_off_line = 위치로 출석하기를 꺼 두셨어요. 출석은 대장이 알려 주는 번호로 하시면 돼요.
profiles-location_refused_line = 위치 정보에 동의하지 않으셨어요. 출석은 대장이 알려 주는 번호로 하시면 돼요.

profiles-card_button = ← 내 활동으로
profiles-consents_button = 동의한 내용 보기
profiles-language_button = 언어 바꾸기 · Language
profiles-rest_button = 잠시 쉬기 (알림 끄기)
profiles-end_rest_button = 다시 알림 받기
profiles-pause_location_button = 위치 출석 끄기
profiles-resume_location_button = 위치 출석 켜기
profiles-certificate_button = 활동 확인서 받기
profiles-export_button = 내 정보 파일로 받기

profiles-rests = { $places ->
        [0] 알림을 껐어요. 푹 쉬세요.
       *[other] 알림을 껐어요. 참석하기로 한 순찰 { $places }개는 불참으로 바꿨어요.
    }
profiles-awake = 이제 다시 알려 드릴게요.
profiles-location_off = 위치 출석을 껐어요.
profiles-location_on = 위치 출석을 켰어요.

profiles-consents = <b>동의한 내용</b>
profiles-consent = { $is_given ->
        [yes] ✓ { $what }: 동의함
       *[no] ✕ { $what }: 동의하지 않음
    }
profiles-purpose_collection = 개인정보 수집
profiles-purpose_location = 위치 정보
profiles-purpose_transfer_abroad = 국외 이전
profiles-withdraw_button = { $what } 동의 거두기
profiles-agree_button = { $what }에 동의하기
profiles-consents_hint = 언제든지 바꾸실 수 있어요. 위치 정보 동의를 거두시면 남아 있던 거리 기록도 지워요. 개인정보 수집 동의를 거두시면 탈퇴하게 되는데, 먼저 한 번 더 여쭤볼게요.
profiles-consent_given = 동의하셨어요. 고맙습니다.
profiles-consent_withdrawn = 동의를 거두었어요.

## 순찰 알림과 목록

patrols-title = <b>{ $title }</b>
patrols-when = 🗓 { WHEN($starts_at, $ends_at) }
patrols-when_overnight = 🗓 { WHEN($starts_at, $ends_at) } (다음 날)
patrols-when_full = 🗓 { $year }년 { WHEN($starts_at, $ends_at) }
patrols-where = 📍 { $place }
patrols-where_exactly = 📍 { $place } ({ $coordinates })
patrols-who = 👥 { $organisations }
patrols-zones = 구역: { $zones }
patrols-info = 안내: { $info }
patrols-repeat = 반복: { $repeat }
patrols-quota = { $name } { $quota }명
patrols-all_organisations = 모든 단체
patrols-place_value = { $place } ({ $coordinates })
patrols-nothing = 없음
patrols-date = { DAY($day) }

patrols-weekday_0 = 월
patrols-weekday_1 = 화
patrols-weekday_2 = 수
patrols-weekday_3 = 목
patrols-weekday_4 = 금
patrols-weekday_5 = 토
patrols-weekday_6 = 일
patrols-nth_1 = 첫째
patrols-nth_2 = 둘째
patrols-nth_3 = 셋째
patrols-nth_4 = 넷째
patrols-nth_5 = 다섯째
patrols-nth_last = 마지막
patrols-daily = 매일
patrols-weekly = 매주 { $days }
patrols-monthly = 매월 { $nths } { $days }
patrols-until = { $rule }, { DAY($until) }까지
patrols-without_holidays = { $rule }, 공휴일 제외

patrols-place_button = 지도
patrols-calendar_button = 일정 추가
patrols-change_button = 변경
patrols-cancel_button = 순찰 취소
patrols-publish_button = 게시
patrols-discard_button = 취소
patrols-more_button = 더 보기

patrols-announced = 새 순찰을 알려 드려요.
patrols-is_on = 지금 진행 중이에요. 오셨다면 출석을 눌러 주세요.
patrols-none = 앞으로 8주 안에 잡힌 순찰이 없어요. 새 순찰이 생기면 바로 알려 드릴게요.
patrols-none_to_plan = 앞으로 8주 안에 잡힌 순찰이 없어요. /newpatrol 로 만들 수 있어요.
patrols-more = 다음 순찰이 더 있어요.
patrols-place = { $title } 모이는 곳: { $place }
patrols-calendar = <b>{ $title }</b> 일정 파일이에요. 눌러서 달력에 넣어 주세요.

## 미리보기와 게시

patrols-preview = 이렇게 이해했어요.
patrols-first_dates = 처음 날짜: { $dates }
patrols-first_is_extra = 첫날은 반복하는 요일이 아니지만, 적어 주신 대로 한 번 해요.
patrols-recipients = 게시하면 { $count }명에게 알려요.
patrols-preview_hint = 맞으면 게시를 눌러 주세요. 고치려면 고친 내용을 다시 보내 주세요.
patrols-preview_waits = 위의 미리보기에서 게시나 취소를 눌러 주세요. 고치려면 고친 내용 전체를 다시 보내 주세요.
patrols-published =
    ✅ 게시했어요. { $recipients }명에게 알리고 있어요.

    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    바꾸거나 취소하려면 /patrols 를 눌러 주세요.
patrols-published_toast = 게시했어요.
patrols-published_before = 이미 게시한 순찰이에요. 두 번 알리지 않았어요.
patrols-begun_before_publishing = 시작 시각이 이미 지났어요. /newpatrol 로 다시 만들어 주세요.
patrols-draft_gone = 지난 미리보기예요. /newpatrol 로 다시 시작해 주세요.
patrols-discarded = 순찰을 만들지 않았어요. 아무에게도 알리지 않았어요.
patrols-words_wanted = 글자로 답해 주세요. 그만두려면 /cancel 을 눌러 주세요.
patrols-form_wrong = 아직 만들지 않았어요. 아래를 고쳐 주세요.
patrols-form_again = 고친 줄만 보내 주시면 돼요. 나머지는 그대로 두었어요. 그만두려면 /cancel 을 눌러 주세요.

## 바뀌거나 취소된 순찰

patrols-old_value = 전: { $value }
patrols-new_value = 후: { $value }
patrols-changed = 순찰이 바뀌었어요.
patrols-changed_following = { DAY($starts_at) }부터 하는 순찰이 모두 바뀌었어요.
patrols-changed_question = 지난 답은 그대로 두었어요. 달라지셨으면 아래에서 다시 골라 주세요.
patrols-cancelled = 순찰이 취소되었어요.
patrols-cancelled_following = { DAY($starts_at) }부터 하는 순찰이 모두 취소되었어요.
patrols-cancelled_hint = 오지 않으셔도 돼요.
patrols-uninvited = 이 순찰은 다른 단체가 맡기로 했어요. 오지 않으셔도 돼요. 답해 주셔서 고마워요.
patrols-is_cancelled = 취소된 순찰이에요.
patrols-has_begun = 이미 시작한 순찰이라 바꾸거나 취소할 수 없어요.
patrols-change_gone = 지난 화면이에요. /patrols 에서 변경을 다시 눌러 주세요.
patrols-unchanged = 그대로 두었어요.
patrols-change = 무엇을 바꿀까요?

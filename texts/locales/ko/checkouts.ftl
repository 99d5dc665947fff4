## 활동 마치기

checkouts-button = 먼저 가요 · 활동 마치기
checkouts-noted = 활동 시간을 보내 드렸어요.
checkouts-ended =
    👏 <b>활동을 마쳤어요.</b> 수고하셨어요!
    { $title } · { TIME($ended_at) }까지

    이번 활동 시간 <b>{ HOURS($credited_minutes) }</b>
    오늘 { HOURS($today_minutes) } · 이번 달 { HOURS($month_minutes) }

    잘못 누르셨으면 그 자리에서 다시 출석하시면 이어져요.
checkouts-closed =
    👏 <b>순찰이 끝났어요.</b> 수고하셨어요!
    { $title } · { TIME($ended_at) }까지

    이번 활동 시간 <b>{ HOURS($credited_minutes) }</b>
    오늘 { HOURS($today_minutes) } · 이번 달 { HOURS($month_minutes) }
checkouts-already_out =
    { TIME($ended_at) }에 이미 활동을 마치셨어요.
    { $title }

    이번 활동 시간 <b>{ HOURS($credited_minutes) }</b>
    오늘 { HOURS($today_minutes) } · 이번 달 { HOURS($month_minutes) }
checkouts-not_on_duty = 지금 하고 계신 활동이 없어요. 모이는 곳에 오시면 /checkin 을 눌러 주세요.

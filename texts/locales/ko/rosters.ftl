## 출석부

rosters-heading =
    📋 <b>{ $organisation } 출석부</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
rosters-numbers =
    출석 <b>{ $present }명</b> · 늦음 { $late }명
    온다고 함 { $going }명 · 대기 { $waiting }명 · 답 없음 { $unanswered }명
rosters-answer_going = 온다고 한 분
rosters-answer_offered = 자리를 드려 대기 중인 분
rosters-answer_waiting = 대기 중인 분
rosters-answer_maybe = 미정인 분
rosters-answer_none = 답이 없는 분
rosters-answer_not_going = 못 온다고 한 분
rosters-line_absent = ▫️ { $name }
rosters-line_excused = ▫️ { $name } · { $excuse }
rosters-line_present = ✅ { $name } { TIME($arrived_at) }
rosters-line_late = ✅ { $name } { TIME($arrived_at) } ({ NUMBER($late_minutes, useGrouping: 0) }분 늦음)
rosters-line_left = 👋 { $name } { TIME($arrived_at) }–{ TIME($left_at) }
rosters-button_absent = ▫️ { $name }
rosters-button_present = ✅ { $name }
rosters-button_left = 👋 { $name }
rosters-hint_marking = 이름을 누르면 출석이 표시되고, 다시 누르면 지워져요.
rosters-hint_leaving = 먼저 가시는 분의 이름을 누르면 활동이 끝나요.
rosters-nobody = 여기에 표시할 분이 없어요.
rosters-button_leaving = 👋 먼저 가는 분 표시하기
rosters-button_marking = ✅ 출석 표시로 돌아가기
rosters-button_missed = 📝 안 오신 분 { $count }명의 까닭
rosters-button_organisations = ↩️ 다른 단체
rosters-button_patrol = 📋 { DAY($starts_at) } { $title }
rosters-overview =
    📋 <b>출석부</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }

    어느 단체를 볼까요?
rosters-button_organisation = { $name } · 출석 { $present } / 온다고 함 { $going }
rosters-cancelled = 취소된 순찰이라 출석부가 없어요. 다른 순찰은 /roster 를 누르면 나와요.
rosters-no_patrol = 지금 볼 출석부가 없어요. 순찰이 게시되면 다시 눌러 주세요.

rosters-now_present = { $name } 님을 출석으로 표시했어요.
rosters-now_absent = { $name } 님의 출석 표시를 지웠어요.
rosters-now_home = { $name } 님의 활동을 마쳤어요.
rosters-too_early = 아직 일러요. { DAY($opens_at) } { TIME($opens_at) }부터 표시할 수 있어요.
rosters-closed = { DAY($closed_at) } { TIME($closed_at) }에 마감한 출석부예요. 고칠 것이 있으면 코디네이터에게 말씀해 주세요.

rosters-marked_present = ✅ { $title }에 <b>출석</b>하신 것으로 대장이 표시했어요. 다르면 대장에게 말씀해 주세요.
rosters-marked_absent = { $title }에 오지 않으신 것으로 대장이 고쳤어요. 다르면 대장에게 말씀해 주세요.
rosters-marked_left = 👋 { $title } 활동을 { TIME($at) }에 마치신 것으로 대장이 표시했어요. 활동 시간은 /me 에서 보실 수 있어요.

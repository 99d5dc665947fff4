## 출석

checkins-where =
    <b>{ $title }</b> 모이는 곳에 오셨나요?
    아래 <b>내 위치 보내기</b>를 눌러 주세요.

    잘 안 되면 대장에게 네 자리 번호를 물어보고, 그 숫자를 여기에 적어 주세요.
checkins-share_key = 📍 내 위치 보내기
checkins-later_key = 나중에 하기
checkins-later = 알겠어요. 오시면 아래 <b>출석</b>을 눌러 주세요.
checkins-code_only =
    위치를 쓰지 않기로 하셨어요. 대장에게 <b>네 자리 번호</b>를 물어보고, 그 숫자를 여기에 적어 주세요.
    위치로 하고 싶으시면 /me 에서 다시 켤 수 있어요.
checkins-explained =
    지금은 오셨는지 확인하고 있어요. 아래 <b>내 위치 보내기</b>를 누르거나, 대장에게 물어본 네 자리 번호를 적어 주세요.
    그만하시려면 아래 <b>나중에 하기</b>를 눌러 주세요.
checkins-explained_code_only =
    지금은 오셨는지 확인하고 있어요. 대장에게 물어본 네 자리 번호를 숫자로 적어 주세요.
    그만하시려면 /cancel 을 눌러 주세요.
checkins-forwarded = 다른 곳에서 가져온 위치로는 확인할 수 없어요. 계신 곳에서 <b>내 위치 보내기</b>를 눌러 주세요.

checkins-accepted =
    ✅ <b>출석했어요!</b>
    { $title }
    🗓 { WHEN($starts_at, $ends_at) }
    { $late_minutes ->
        [0] 제시간에 오셨어요.
       *[other] 시작 시각보다 { NUMBER($late_minutes, useGrouping: 0) }분 늦었어요.
    }
checkins-distance = 모이는 곳에서 { NUMBER($distance_m, useGrouping: 0) } m
checkins-accepted_next = 끝까지 함께하시면 활동 시간은 저절로 적혀요. 먼저 가실 때만 아래 단추를 눌러 주세요.
checkins-resumed =
    ✅ <b>다시 출석했어요!</b>
    { $title }
    자리를 비운 동안은 활동 시간에 들어가지 않아요.
checkins-already_in =
    ✅ { TIME($since) }에 이미 출석하셨어요.
    { $title }
checkins-on_duty =
    순찰 중에 이상한 점이 보이면 아래 <b>특이사항</b>을 눌러 주세요.
    위급하면 먼저 112에 전화하세요.

checkins-too_far =
    아직 모이는 곳에서 <b>{ NUMBER($distance_m, useGrouping: 0) } m</b> 떨어져 있어요.
    { $place } 쪽으로 { NUMBER($radius_m, useGrouping: 0) } m 안까지 오셔서 위치를 다시 보내 주세요.

    이미 와 계시면 대장에게 네 자리 번호를 물어보고, 그 숫자를 여기에 적어 주세요.
checkins-wrong_code =
    번호가 맞지 않아요. 대장에게 지금 번호를 다시 물어봐 주세요.
    { $tries_left ->
        [0] 잠시 쉬었다가 다시 해 주세요.
       *[other] { $tries_left }번 더 해 보실 수 있어요.
    }
checkins-too_many_tries = 번호를 여러 번 잘못 적으셨어요. { TIME($until) }부터 다시 할 수 있어요. 급하면 대장에게 말씀해 주세요. 명단에서 바로 표시해 드려요.
checkins-too_early =
    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    아직 일러요. { DAY($opens_at) } { TIME($opens_at) }부터 할 수 있으니 그때 다시 눌러 주세요.
checkins-no_patrol = 지금은 초대받은 순찰이 없어요. 순찰이 잡히면 바로 알려 드릴게요.

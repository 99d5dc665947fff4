members-choose = <b>{ $city }</b>의 어느 단체를 볼까요?
members-nothing_to_choose = <b>{ $city }</b>에는 아직 단체가 없어요. /neworg 로 먼저 만들어 주세요.
members-button_waiting = { $name } · 새 신청 { $waiting }
members-button_coordinators = 코디네이터
members-coordinators_of = { $city } 코디네이터
members-roster = <b>{ $where }</b>
    활동 { $active }명 · 새 신청 { $waiting }명 · 쉼 { $paused }명
    이름을 누르면 자세히 볼 수 있어요.
members-warning_too_small = ⚠️ 자율방범대는 10명부터예요. 지금은 { $size }명이에요.
members-warning_too_large = ⚠️ 자율방범대는 70명까지예요. 지금은 { $size }명이에요.
members-line = { $state ->
        [waiting] 🙋
        [paused] ⏸
       *[other] { $rank ->
            [leader] ⭐
           *[other] { "" }
        }
    } { $name } · { $state ->
        [waiting] 새 신청
        [paused] 쉼
       *[other] { $role }
    }{ $reach ->
        [no] { " " }· ⚠️ 연락 안 됨
       *[yes] { "" }
    }
members-button_choice = 단체 목록
members-button_list = ◀ 목록으로

members-card = <b>{ $name }</b>
    { $where } { $role }
members-state_waiting = 🙋 { DAY($since) }에 신청했어요.
members-state_active = ✅ 활동하고 있어요. ({ DAY($since) }부터)
members-state_paused = ⏸ 잠시 쉬고 있어요.
members-state_declined = 신청을 거절했어요. ({ DAY($since) })
members-state_removed = 내보냈어요. ({ DAY($since) })
members-state_left = 그만두었어요.
members-unreachable = ⚠️ 메시지가 닿지 않아요. 직접 연락해서 이 대화를 다시 열어 달라고 해 주세요.
members-absences = 1년 동안 온다고 하고 출석이 없던 순찰 { $count }번
members-absence = • { DAY($starts_at) } { $title } · { $said }
members-button_excuse = 📝 { DAY($starts_at) } 까닭 적기
members-action_approve = 승인
members-action_decline = 거절
members-action_pause = ⏸ 잠시 쉬게 하기
members-action_resume = ▶ 다시 활동하게 하기
members-action_hand_over = ⭐ 대장 맡기기
members-action_remove = 내보내기

members-ask_reason = <b>{ $name }</b> 님을 <b>{ $where }</b>에서 내보내는 까닭을 눌러 주세요. 글로 적으셔도 돼요. 이 까닭은 본인에게도 전해져요.
members-reason_own_wish = 본인이 원해서
members-reason_moved = 이사
members-reason_inactive = 오랫동안 활동이 없어서
members-reason_rules = 약속을 지키지 않아서
members-unclear_reason = 까닭을 글로 { $most }자 안으로 적어 주세요.
members-confirm_removal = <b>{ $name }</b> 님을 <b>{ $where }</b>에서 내보낼까요?
    까닭: { $reason }
members-button_remove = 네, 내보냅니다
members-button_no = 아니요
members-done_removing = { $name } 님을 <b>{ $where }</b>에서 내보냈어요.
members-ask_hand_over = <b>{ $name }</b> 님에게 <b>{ $where }</b> 대장을 맡길까요? 지금 대장은 대원이 돼요.
members-button_hand_over = 네, 맡깁니다

members-toast_paused = { $name } 님을 쉬게 했어요.
members-toast_resumed = { $name } 님이 다시 활동해요.
members-toast_removed = { $name } 님을 내보냈어요.
members-toast_handed_over = 대장을 맡겼어요.

members-paused = { $name } 님, <b>{ $where }</b> 활동을 잠시 쉬게 되었어요. 그동안은 순찰 안내를 보내지 않아요. 다시 하시려면 대장에게 말씀해 주세요.
members-resumed = { $name } 님, <b>{ $where }</b> 활동을 다시 시작해요. 아래 큰 단추를 누르시면 돼요.
members-removed = { $name } 님, <b>{ $where }</b> 활동을 마치게 되었어요. 그동안 고맙습니다.
    까닭: { $reason }
    궁금한 점은 그 단체에 여쭤봐 주세요.
members-made_leader = ⭐ { $name } 님이 이제 <b>{ $where }</b> 대장이에요. 무엇을 할 수 있는지는 /help 에 있어요.
members-made_member = { $name } 님, <b>{ $where }</b> 대장을 넘겼어요. 이제 대원으로 함께해요.

## 도움말: 먼저 할 일 한 가지, 그다음 쓸 수 있는 명령

help-answer_question = <b>먼저 할 일</b>
    { $question ->
        [registration-organisation] 가입하실 단체를 골라 주세요. 단추가 안 보이면 /start 를 눌러 주세요.
        [registration-collection] 개인정보 수집에 동의하시는지 단추를 눌러 주세요. 단추가 안 보이면 /start 를 눌러 주세요.
        [registration-location] 위치 정보에 동의하시는지 단추를 눌러 주세요. 단추가 안 보이면 /start 를 눌러 주세요.
        [registration-transfer_abroad] 국외 이전에 동의하시는지 단추를 눌러 주세요. 단추가 안 보이면 /start 를 눌러 주세요.
        [registration-adult] 19세 이상이신지 단추를 눌러 주세요. 단추가 안 보이면 /start 를 눌러 주세요.
        [registration-name] 이름을 적어 보내 주세요.
        [registration-phone] 아래쪽 전화번호 단추를 누르시거나 건너뛰기를 눌러 주세요.
        [checkins-where] 아래쪽 위치 단추를 누르시거나, 대장이 알려 준 번호 네 자리를 적어 주세요.
        [notes-text] 보신 것을 글이나 사진으로 보내 주세요.
        [notes-more] 덧붙이실 글이나 사진을 보내 주세요.
        [notes-place] 보신 곳의 위치를 보내시거나 글로 적어 주세요.
        [alerts-place] 계신 곳의 위치를 보내 주세요.
        [cities-name] 만드실 도시의 이름을 적어 주세요.
        [organisations-kind] 단체의 종류를 단추에서 골라 주세요.
        [organisations-name] 단체의 이름을 적어 주세요.
        [members-reason] 내보내는 까닭을 단추에서 고르시거나 적어 주세요.
        [members-confirm] 내보내실지 단추를 눌러 주세요.
        [patrols-draft] 만들던 순찰이 있어요. 위의 마지막 질문에 답해 주세요.
        [patrols-change] 순찰의 무엇을 어떻게 바꾸실지 적어 주세요.
        [broadcasts-message] 알리실 글이나 사진을 보내 주세요.
        [broadcasts-time] 언제 보낼지 적어 주세요.
        [patrol_logs-findings] 순찰에서 있었던 일을 적어 보내 주세요.
        [absences-words] 못 오신 까닭을 한두 마디로 적어 주세요.
        [effects-calls] 112 신고 건수가 든 CSV 파일을 보내 주세요.
        [groups-organisation] 이 단체방이 어느 단체의 방인지 단추에서 골라 주세요.
       *[other] 아까 여쭤본 것에 아직 답하지 않으셨어요. 위의 마지막 질문에 답해 주세요.
    }
    그만두시려면 /cancel 을 눌러 주세요.
help-register = <b>먼저 할 일</b>
    /start 를 눌러 가입해 주세요. 몇 가지만 여쭤볼게요.
help-wait = <b>지금은 기다리시면 돼요</b>
    { $where } { $role } 가입을 신청하셨어요. 대장이나 코디네이터가 승인하면 바로 알려 드릴게요.
help-ask_leader = <b>지금은 쉬는 중이에요</b>
    { $where } 활동을 잠시 쉬고 계세요. 다시 하시려면 대장에게 말씀해 주세요.
help-join_again = <b>지금은 활동하는 단체가 없어요</b>
    다시 함께하시려면 /start 를 눌러 주세요.
help-check_in = <b>먼저 할 일</b>
    지금 <b>{ $title }</b> 출석을 받고 있어요({ WHEN($starts_at, $ends_at) }).
    { $place }에 오셨으면 아래 출석 단추를 눌러 주세요.
help-check_out = <b>지금은 활동 중이에요</b>
    <b>{ $title }</b> · { TIME($ends_at) }까지
    먼저 가시게 되면 /checkout 을 눌러 주세요. 끝까지 계시면 저절로 마무리돼요.
help-confirm_place = <b>먼저 할 일</b>
    기다리시던 <b>{ $title }</b>에 자리가 났어요({ WHEN($starts_at, $ends_at) }).
    오시려면 참석을 눌러 확정해 주세요.
help-answer_patrol = <b>먼저 할 일</b>
    <b>{ $title }</b>에 오실 수 있나요?
    { WHEN($starts_at, $ends_at) } · { $place }
help-decide_applications = <b>먼저 할 일</b>
    가입 신청 { $applications }건이 기다리고 있어요. /members 에서 승인해 주세요.
help-work_through_notes = <b>먼저 할 일</b>
    아직 접수하지 않은 특이사항이 { $notes }건 있어요. /incidents 를 눌러 주세요.
help-found_city = <b>먼저 할 일</b>
    아직 도시가 없어요. /newcity 뒤에 도시 이름을 적어 주세요.
help-found_organisation = <b>먼저 할 일</b>
    아직 단체가 없어요. /neworg 를 눌러 첫 단체를 만들어 주세요.
help-plan_patrol = <b>먼저 할 일</b>
    잡혀 있는 순찰이 없어요. /newpatrol 을 눌러 다음 순찰을 만들어 주세요.
help-end_rest = <b>지금은 쉬는 중이에요</b>
    순찰 알림이 가지 않아요. 다시 받으시려면 아래 단추를 눌러 주세요.
help-come = <b>다음 순찰</b>
    <b>{ $title }</b> · { WHEN($starts_at, $ends_at) }
    { JOSA($place, "으로") } 와서 출석 단추를 눌러 주세요.
help-look_around = <b>지금 꼭 하실 일은 없어요</b>
    아래 큰 단추를 누르시면 돼요.
help-commands = <b>할 수 있는 일</b>
help-112 = 위급할 때는 먼저 <b>112</b>에 전화해 주세요.

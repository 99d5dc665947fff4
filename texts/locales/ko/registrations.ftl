registrations-greeting = 안녕하세요! <b>{ $where }</b> { $role } 가입을 도와드릴게요. 몇 가지만 여쭤볼게요.
registrations-ask_city = 안녕하세요! 함께 순찰할 단체를 찾아 드릴게요. 먼저 도시를 눌러 주세요.
registrations-ask_organisation = 안녕하세요! <b>{ $city }</b>에서 함께할 단체를 눌러 주세요.
registrations-button_cities = 다른 도시 보기
registrations-no_organisations = 아직 가입할 수 있는 단체가 없어요. 단체에서 받은 초대 링크를 눌러 주시거나, 나중에 /start 를 다시 눌러 주세요.

registrations-ask_collection = <b>개인정보 수집 (꼭 필요해요)</b>
    • 모으는 것: 성함, 연락처(원할 때만), 순찰 참석과 활동 시간
    • 쓰는 곳: 순찰 안내, 출석 확인, 봉사시간 기록
    • 보관: 활동하는 동안만. 그만두시면 지우고, 순찰 기록에는 성함 없이 남아요.
    동의하지 않으셔도 되지만, 그러면 가입할 수 없어요.
registrations-ask_location = <b>위치 정보 (선택이에요)</b>
    • 모으는 것: 순찰 장소에서 직접 보내신 위치
    • 쓰는 곳: 모이는 곳에 오셨는지 확인
    • 보관: 모이는 곳까지의 거리만 남기고 위치는 바로 버려요. 거리는 활동하는 동안 남아요.
    동의하지 않으셔도 가입할 수 있어요. 그때는 대장이 알려 주는 번호를 쓰시면 돼요.
registrations-ask_transfer_abroad = <b>국외 이전 (선택이에요)</b>
    • 옮겨지는 것: 이 대화에서 주고받는 내용
    • 받는 곳과 까닭: 텔레그램의 외국 서버. 대화를 전해 주려고요.
    • 보관: 텔레그램에서 대화를 지울 때까지
    동의하지 않으셔도 가입할 수 있어요.
registrations-button_agree = 동의합니다
registrations-button_disagree = 동의하지 않습니다
registrations-refused = 알겠어요. 아무것도 남기지 않았어요. 마음이 바뀌시면 언제든 /start 를 눌러 주세요.

registrations-ask_adult = 만 19세 이상이신가요? 순찰은 어른만 할 수 있어요.
registrations-button_adult = 19세 이상입니다
registrations-button_not_adult = 아닙니다
registrations-too_young = 아쉽지만 만 19세부터 함께할 수 있어요. 적어 주신 것은 남기지 않았어요. 마음 내 주셔서 고맙습니다.

registrations-ask_name = <b>이름</b>을 적어 주세요. (예: 홍길동)
registrations-ask_phone = 마지막이에요. 급할 때 연락드릴 번호를 알려 주시겠어요? 아래 단추를 누르시면 돼요. 원하지 않으시면 건너뛰셔도 괜찮아요.
registrations-key_phone = 📱 내 전화번호 보내기
registrations-key_skip = 건너뛰기

registrations-hint_tap = 글로 적지 않고 아래 단추를 누르시면 돼요.
registrations-hint_contact = 번호를 적지 않고 아래 단추를 눌러 주세요.
registrations-hint_unusable_contact = 보내 주신 번호를 알아볼 수 없어요. 아래에서 건너뛰기를 누르시면 번호 없이 가입할 수 있어요.
registrations-hint_own_contact = 다른 분의 연락처는 받을 수 없어요. 아래 단추로 내 번호를 보내 주세요.
registrations-answered_before = 이미 지난 질문이에요. 이어서 하시려면 /start 를 눌러 주세요.

registrations-applied_member = 고맙습니다, { $name } 님. <b>{ $where }</b>에 신청했어요. 대장이나 코디네이터가 확인하면 여기로 바로 알려 드릴게요.
registrations-applied_leader = 고맙습니다, { $name } 님. <b>{ $where }</b> 대장으로 신청했어요. 코디네이터가 확인하면 여기로 바로 알려 드릴게요.
registrations-applied_coordinator = 고맙습니다, { $name } 님. <b>{ $where }</b> 코디네이터로 신청했어요. 관리자가 확인하면 여기로 바로 알려 드릴게요.
registrations-already_in = { $name } 님은 이미 <b>{ $where }</b>에 함께하고 계세요. /start 를 누르면 처음 화면이 나와요.
registrations-already_waiting = <b>{ $where }</b>에는 이미 신청하셨어요. 확인하는 대로 여기로 알려 드릴게요.
registrations-other_patrol_unit = 자율방범대는 한 곳만 들 수 있어요. <b>{ $where }</b>에 들어가시려면 지금 방범대의 대장에게 먼저 나가겠다고 말씀해 주세요. 그다음 링크를 다시 누르시면 돼요.
registrations-waiting = { $name } 님, <b>{ $where }</b>에 신청하신 것을 확인하고 있어요. 끝나는 대로 여기로 알려 드릴게요.
registrations-paused = { $name } 님, <b>{ $where }</b> 활동을 잠시 쉬고 계세요. 다시 하시려면 대장에게 말씀해 주세요.

registrations-link_unknown = 이 링크는 알아볼 수 없어요. 보내 주신 분께 링크를 다시 부탁해 주세요.
registrations-link_expired = 이 링크는 기한이 지났어요. 보내 주신 분께 새 링크를 부탁해 주세요.
registrations-link_revoked = 이 링크는 이제 쓰지 않아요. 보내 주신 분께 새 링크를 부탁해 주세요.

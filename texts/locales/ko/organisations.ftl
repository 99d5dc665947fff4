organisations-kind_citizen_police = 시민경찰연합회
organisations-kind_merchants = 상인연합회
organisations-kind_patrol_unit = 자율방범대
organisations-kind_safety_council = 생활안전협의회
organisations-kind_police = 경찰
organisations-kind_city = 시청
organisations-kind_other = 기타

organisations-ask_kind = 어떤 단체인가요? 아래에서 눌러 주세요.
organisations-ask_kind_of = <b>{ $name }</b>, 어떤 단체인가요? 아래에서 눌러 주세요.
organisations-ask_name = { $kind }의 이름을 적어 주세요. (예: 평촌자율방범대)
organisations-created = <b>{ $name }</b>({ $kind }) 준비가 끝났어요. 링크는 30일 동안 쓸 수 있어요.

    대원에게 보낼 링크:
    { $member_link }

    대장에게 보낼 링크:
    { $leader_link }
organisations-exists = <b>{ $name }</b>({ $kind }) 단체는 이미 있어요. 새 링크를 만들었어요.

    대원에게 보낼 링크:
    { $member_link }

    대장에게 보낼 링크:
    { $leader_link }
organisations-button_member_qr = 대원 QR
organisations-button_leader_qr = 대장 QR

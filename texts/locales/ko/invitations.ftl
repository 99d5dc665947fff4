invitations-links = <b>{ $where }</b> 초대 링크예요. 더 쓰지 않을 링크는 막아 주세요.
invitations-no_links = <b>{ $where }</b>에 지금 쓸 수 있는 초대 링크가 없어요. 아래에서 새로 만들어 주세요.
invitations-line = { $number }. { $role } 초대 · { DAY($until) }까지
invitations-button_links = 🔗 초대 링크 보기
invitations-button_qr = QR 그림 받기
invitations-button_qr_of = { $number }번 QR
invitations-button_revoke = { $number }번 막기
invitations-button_new = ＋ { $role } 링크 만들기
invitations-created = 새 링크를 만들었어요.
invitations-revoked = 링크를 막았어요. 이제 쓸 수 없어요.
invitations-qr = <b>{ $where }</b> { $role } 초대예요. 휴대전화 카메라로 비추면 열려요. { DAY($until) }까지 쓸 수 있어요.

    { $link }

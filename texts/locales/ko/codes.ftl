## 대장의 네 자리 번호

codes-shown =
    출석 번호 <b>{ $code }</b>
    { $title }

    { TIME($changes_at) }에 새 번호로 바뀌어요. 이 번호는 { TIME($good_until) }까지 받아요.
    위치를 보내기 어려운 대원에게 불러 주세요.
codes-refresh_button = 🔄 지금 번호 보기
codes-until = { TIME($changes_at) }에 새 번호로 바뀌어요.
codes-not_open =
    <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    번호는 { DAY($opens_at) } { TIME($opens_at) }부터 볼 수 있어요.
codes-no_patrol = 번호를 보여 드릴 순찰이 없어요. 순찰이 잡히면 시작 전에 다시 눌러 주세요.
codes-over =
    <b>{ $title }</b>
    끝난 순찰이에요. 빠진 분은 /roster 에서 표시해 주세요.
codes-cancelled =
    <b>{ $title }</b>
    취소된 순찰이라 번호가 없어요.
codes-cancelled_toast = 취소된 순찰이에요.
codes-over_toast = 끝난 순찰이에요.

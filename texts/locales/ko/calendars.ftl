## 달력 구독

calendars-show_button = 📅 내 달력에 순찰 넣기
calendars-make_button = 달력 링크 받기
calendars-renew_button = 새 링크로 바꾸기
calendars-drop_button = 링크 없애기
calendars-card = 휴대전화 <b>달력</b>에 순찰이 저절로 들어와요. 링크를 받아 달력 앱의 ‘구독 추가’나 ‘URL로 추가’에 붙여 주세요.
calendars-made_at = 링크를 { DAY($at) }에 만들었어요. 새 링크로 바꾸면 전의 링크는 열리지 않아요.
calendars-read_at = 달력이 마지막으로 읽은 때: { DAY($at) } { TIME($at) }
calendars-never_read = 아직 달력이 읽어 가지 않았어요.
calendars-link = 📅 <b>나만의 달력 링크</b>예요. 길게 눌러 복사해서 달력 앱에 붙여 주세요.
    { $link }

    이 링크를 가진 사람은 내 순찰을 볼 수 있어요. 다른 분에게 보내지 마세요.
calendars-made = 링크를 보내 드릴게요.
calendars-dropped = 링크를 없앴어요.
calendars-name = 순찰
calendars-name_city = { $city } 순찰

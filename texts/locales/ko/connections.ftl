## 다른 프로그램과 잇기

connections-title = 자료 연결
connections-hint = 순찰 자료를 달력이나 다른 프로그램이 읽을 수 있게 열고, 언제든 닫을 수 있어요.
connections-made_at = { DAY($at) }에 만듦
connections-used_at = 마지막으로 쓴 때 { DAY($at) } { TIME($at) }
connections-never_used = 아직 쓰지 않음
connections-make = 링크 만들기
connections-renew = 새 링크로 바꾸기
connections-drop = 없애기
connections-no_link = 링크가 없어요
connections-calendars = 달력
connections-calendars_hint = 링크를 달력 앱에 붙이면 순찰이 저절로 들어와요. 새 링크로 바꾸면 전의 링크는 열리지 않아요.
connections-calendar_own = 내가 초대받은 순찰
connections-calendar_city = { $city }의 모든 순찰
connections-secret_once = 지금 한 번만 보여요. 이 화면을 떠나기 전에 복사해 주세요.
connections-secret_copy = 복사할 내용
connections-secret_kept = 복사했어요
connections-secret_calendar_own = 내 달력 링크
connections-secret_calendar_city = 도시 달력 링크
connections-secret_hint_calendar_own = 이 링크를 가진 사람은 내 순찰을 볼 수 있어요. 다른 분에게 보내지 마세요.
connections-secret_hint_calendar_city = 이 링크를 가진 사람은 도시의 순찰을 모두 볼 수 있어요. 사람 이름은 들어 있지 않아요.

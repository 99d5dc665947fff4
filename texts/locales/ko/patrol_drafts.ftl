## 묻고 답하며 순찰 만들기

questions-header = <b>순찰 만들기 { $number }/{ $count }</b>
questions-day_so_far = 🗓 { DAY($day) }{ $clocks }
questions-problem = ⚠️ { $problem }
questions-day = 언제 하나요? 날짜를 고르거나 적어 주세요. 예) 12월 4일
questions-clock = 몇 시부터 몇 시까지 하나요? 고르거나 적어 주세요. 예) 20:00-22:00
questions-place =
    어디서 모이나요? 전에 모인 곳을 고르거나 새로 알려 주세요.
    📎 → 위치로 지도에서 골라 보내거나, 이름과 좌표를 적어 주세요. 예) 범계역 2번 출구 37.38970,126.95070
questions-point = 그곳은 지도에서 어디인가요? 📎 → 위치로 보내 주세요.
questions-place_name = 그곳을 뭐라고 부를까요? 예) 범계역 2번 출구
questions-title_line = 순찰 제목은요? 고르거나 적어 주세요. 예) 범계역 합동순찰
questions-organisations =
    어느 단체가 오나요? 눌러서 고르고, 옆의 단추로 인원을 정해 주세요.
    적어 주셔도 돼요. 예) 평촌자율방범대 10, 안양상인연합회 5
questions-zones = 어느 구역을 돌까요? 고르거나 적어 주세요. 예) 범계역 로데오거리, 여성안심귀갓길
questions-repeat = 되풀이하나요? 고르거나 적어 주세요. 예) 매월 셋째 금 까지 2027-03-31 공휴일 제외
questions-info = 대원에게 알릴 말이 있나요? 예) 형광조끼 착용
questions-form = 고친 내용을 보내 주세요.
questions-preview = 미리보기에서 게시나 취소를 눌러 주세요.
questions-back = ← 뒤로
questions-skip = 건너뛰기
questions-everybody = 모든 단체
questions-once = 한 번만
questions-go_on = 다음 →
questions-cancel = 취소
questions-no_quota = 인원 제한 없음
questions-quota = { $quota }명
questions-day_button = { $month }/{ $day }({ $weekday })

## 잘못 적은 줄

problem-line = <b>{ $number }번째 줄</b> “{ $line }”
problem-key = <b>{ $key }</b>
problem-what = → { $what }
problem-example = 　예) { $example }
problem-left_out = 고칠 줄이 { $count }개 더 있어요.
problem-key_title = 제목
problem-key_when = 일시
problem-key_place = 장소
problem-key_organisations = 단체
problem-key_zones = 구역
problem-key_repeat = 반복
problem-key_info = 안내

problem-unknown_line = 모르는 줄이에요. 제목, 일시, 장소, 단체, 구역, 반복, 안내 가운데 하나로 시작해 주세요.
problem-duplicate = 같은 줄이 두 번 있어요. 하나만 남겨 주세요.
problem-missing = 꼭 필요한 줄이에요. 적어 주세요.
problem-empty = 내용이 비어 있어요.
problem-too_long = 너무 길어요. { $limit }자까지 쓸 수 있어요.
problem-too_many = 너무 많아요. { $limit }개까지 쓸 수 있어요.
problem-named_twice = “{ $piece }”{ PARTICLE($piece, "이") } 두 번 있어요.
problem-no_place_name = 장소 이름을 좌표 앞에 적어 주세요.
problem-no_coordinates = 좌표가 없어요. 📎 → 위치로 지도에서 보내거나, 이름 뒤에 위도,경도를 적어 주세요.
problem-unreadable_coordinates = 좌표를 읽을 수 없어요. 위도,경도를 소수로 적어 주세요.
problem-impossible_coordinates = 지도에 없는 좌표예요: { $piece }
problem-no_organisation_name = “{ $piece }”에 단체 이름이 없어요.
problem-impossible_quota = “{ $piece }”의 인원은 1명에서 { $limit }명까지예요.
problem-until_before_start = 반복이 끝나는 날({ $piece })이 시작보다 앞이에요.
problem-when_unreadable = “{ $piece }”{ PARTICLE($piece, "을") } 읽을 수 없어요.
problem-when_no_date = 날짜가 없어요.
problem-when_no_time = 시각이 없어요.
problem-when_no_end = 끝나는 시각이 없어요.
problem-when_impossible_date = 달력에 없는 날이에요: { $piece }
problem-when_impossible_time = 없는 시각이에요: { $piece }
problem-when_skipped_time = 시계가 건너뛰는 시각이에요: { $piece }
problem-when_wrong_weekday = 날짜와 요일이 맞지 않아요: { $piece }
problem-when_end_equals_start = 시작과 끝이 같아요: { $piece }
problem-when_too_long = 순찰은 16시간까지예요: { $piece }
problem-when_past_start = 이미 지난 시각이에요. 앞으로 할 시각을 적어 주세요.
problem-when_past_day = 이미 지난 날이에요: { $piece }
problem-when_too_far_ahead = 너무 먼 날이에요: { $piece }
problem-repeat_unreadable = “{ $piece }”{ PARTICLE($piece, "을") } 읽을 수 없어요. 매일, 매주, 매월로 시작해 주세요.
problem-repeat_no_weekday = 요일이 없어요.
problem-repeat_no_nth = 몇째 주인지 적어 주세요. 첫째, 둘째, 셋째, 넷째, 다섯째, 마지막이 있어요.
problem-repeat_unknown_nth = “{ $piece }”{ PARTICLE($piece, "은") } 몇째인지 알 수 없어요.
problem-repeat_unknown_weekday = “{ $piece }”{ PARTICLE($piece, "은") } 요일이 아니에요.
problem-repeat_impossible_until = 끝나는 날이 없거나 지난 날이에요: { $piece }
problem-unknown_organisation = “{ $piece }”{ PARTICLE($piece, "은") } 우리 도시에 없는 단체예요.
problem-near_organisation = “{ $piece }”{ PARTICLE($piece, "은") } 우리 도시에 없는 단체예요. 혹시 { $near } 아닌가요?
problem-no_organisations = 아직 단체가 하나도 없어요. /neworg 로 먼저 만들거나, 단체 줄을 빼 주세요.

example-title = 제목: 범계역 합동순찰
example-when = 일시: 12월 4일 20:00-22:00
example-place = 장소: 범계역 2번 출구 37.38970,126.95070
example-organisations = 단체: 평촌자율방범대 10, 안양상인연합회 5
example-zones = 구역: 범계역 로데오거리, 여성안심귀갓길
example-repeat = 반복: 매주 금
example-info = 안내: 형광조끼 착용

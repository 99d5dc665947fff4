## 온다고 하고 출석이 없던 분께 여쭤보기

absences-question =
    온다고 하셨는데 출석 표시가 없어서 안부를 여쭤봐요. 괜찮으신가요?
    아래에서 하나만 눌러 주세요.
absences-button_illness = 몸이 아팠어요
absences-button_came_up = 일이 생겼어요
absences-button_words = 다른 말로 쓸게요
absences-button_was_there = 나왔는데 출석을 못 눌렀어요
absences-marked = ✅ { $answer }
absences-noted = 알려 주셔서 고마워요. 이렇게 적어 두었어요: { $said }
absences-passed_on = 알려 주셔서 고마워요. 대장에게 전해 드려요. 대장이 확인하면 출석으로 표시돼요.
absences-roster_closed = 알려 주셔서 고마워요. 출석부는 이미 마감되어 <b>나왔다고 하신 것</b>을 적어 두었어요. 고칠 것이 있으면 대장에게 말씀해 주세요.
absences-change = 다르면 다시 눌러 주세요.
absences-ask_words =
    { $title }에 못 오신 까닭을 한두 마디로 적어 주세요. 병 이름은 적지 않으셔도 돼요.
    그만두시려면 /cancel 을 눌러 주세요.
absences-unclear_words = 글로 { NUMBER($most, useGrouping: 0) }자까지 적어 주세요. 그만두시려면 /cancel 을 눌러 주세요.
absences-present = ✅ { $title }에 <b>출석</b>하신 것으로 표시되어 있어요. 따로 하실 일은 없어요.
absences-settled = { $title }에 못 오신 까닭은 이미 적혀 있어요. 고칠 것이 있으면 대장에게 말씀해 주세요.
absences-too_late = { $title } 뒤로 7일이 지나 여기서는 적을 수 없어요. 대장에게 말씀해 주세요.
absences-thanks = 알려 주셔서 고마워요.
absences-write = 글로 적어 주세요.
absences-request_asked = 🙋 { $name } 님이 나왔는데 출석을 못 눌렀다고 하세요. 오신 것을 보셨으면 아래를 눌러 주세요.
absences-request_withdrawn = { $name } 님이 다른 까닭을 알려 주셨어요. 하실 일은 없어요. 까닭은 /roster 에서 볼 수 있어요.
absences-request_present = ✅ { $name } 님을 출석으로 표시했어요.
absences-button_present = ✅ { $name } 님 출석으로 표시
absences-call = 📞 { $organisation }에서 두 번 이어서 출석 표시가 없고 소식도 없는 분이 { $count }명이에요.
absences-call_hint = 전화로 안부를 한번 여쭤봐 주세요.

## 못 온 까닭을 대장이 적기

absences-absentees = 온다고 하셨는데 출석 표시가 없는 { $organisation } 분들이에요.
absences-absentee = ▫️ { $name } · { $said }
absences-absentees_hint = 전화로 들으신 까닭이 있으면 이름을 눌러 적어 주세요. 듣지 못하셨으면 그대로 두셔도 돼요.
absences-no_absentees = 온다고 하신 분은 모두 오셨어요. 👍
absences-not_known = 아직 몰라요
absences-told_themselves = { $said } (본인이 알림)
absences-told_by_phone = { $said } (들은 대로 적음)
absences-excusing_hint = 전화로 뭐라고 하셨나요? 하나만 눌러 주세요. 병 이름처럼 자세한 것은 적지 않아요.
absences-written = { $name } 님의 까닭을 적었어요.
absences-written_down = { $title }에 못 오신 까닭을 들은 대로 적어 두었어요: { $said }. 다르면 대장에게 말씀해 주세요.
absences-button_write = 📝 들은 까닭 적기
absences-button_absentees = ↩️ 다른 분 보기

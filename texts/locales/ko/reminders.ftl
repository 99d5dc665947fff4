## 순찰 전에 알려 드리기

reminders-before = ⏰ 순찰이 다가와요.
reminders-come = 모이는 곳에 오시면 아래 <b>출석</b>을 눌러 주세요.
reminders-unanswered = ❓ 아직 답을 못 들었어요.
reminders-leader_list = 📋 { $organisation }에서 아직 답하지 않은 분이 { $count }명이에요.
reminders-more = { "" } 외 { $count }명
reminders-leader_hint = 전화로 한번 여쭤봐 주세요. 누가 오는지는 /roster 에서 볼 수 있어요.

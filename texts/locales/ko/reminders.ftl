## 순찰 전에 알려 드리기

reminders-before =
    ⏰ <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    { $own_answer }
reminders-unanswered =
    ❓ <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }
    📍 { $place }

    아직 답을 못 들었어요. { $own_answer }
reminders-leader_list =
    📋 <b>{ $title }</b>
    🗓 { WHEN($starts_at, $ends_at) }

    { $organisation }에서 아직 답하지 않은 분이 { $count }명이에요.
    { $names }

    전화로 한번 여쭤봐 주세요. 누가 오는지는 /roster 에서 볼 수 있어요.
reminders-more = { "" } 외 { $count }명

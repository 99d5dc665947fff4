## 특이사항

notes-ask = 무엇을 보셨어요? 글, 사진, 영상, 음성으로 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-ask_again = 내용이 비어 있어요. 글이나 사진, 영상, 음성으로 다시 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-ask_words = 위치는 받았어요. 무엇을 보셨는지 글이나 사진으로 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-ask_more = 특이사항 #{ $number }에 더할 글이나 사진을 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-unknown_form = 이 형식은 받을 수 없어요. 글이나 사진, 영상, 음성, 파일로 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-unasked = 사진이나 파일을 알리시려면 먼저 [특이사항]을 누른 뒤 다시 보내 주세요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-received = ✅ 특이사항 <b>#{ $number }</b> 접수했어요. 고맙습니다.
notes-call_112 = 🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-masked = 주민등록번호처럼 보이는 숫자는 가리고 저장했어요.
notes-long = 긴 글이라 받는 분께는 나누어 보여 드려요. 빠지는 내용은 없어요.
notes-add_place = 📍 위치 더하기
notes-add_more = ➕ 더 보내기
notes-added = 특이사항 <b>#{ $number }</b>에 더했어요. 모두 접수됐어요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-ask_place = 특이사항 #{ $number }의 위치를 알려 주세요. 아래 [위치 보내기]를 누르거나, 글로 적어 주세요. (예: 범계역 3번 출구 앞)
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-share_place = 📍 위치 보내기
notes-no_place_key = 위치 없이 두기
notes-no_place = 알겠어요. 특이사항은 이미 접수됐어요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-placed = 특이사항 <b>#{ $number }</b>에 위치를 더했어요. 모두 접수됐어요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-category_kept = 종류를 적었어요.
notes-moved = 특이사항 <b>#{ $number }</b>: <b>{ $state }</b>
notes-told_open = 담당자가 곧 확인해요.
notes-told_accepted = 담당자가 확인했어요.
notes-told_in_progress = 지금 처리하고 있어요.
notes-told_done = 처리가 끝났어요. 알려 주셔서 고맙습니다.
notes-told_handed_to_112 = 경찰(112)에 넘겼어요. 알려 주셔서 고맙습니다.

notes-category_suspicious = 수상한 상황
notes-category_facility = 시설 고장·요청
notes-category_hidden_camera = 불법촬영 점검
notes-category_lost_or_aid = 분실·구호
notes-category_traffic = 교통
notes-category_other = 기타
notes-facility_lamp = 가로등
notes-facility_cctv = CCTV
notes-facility_blind_spot = 사각지대
notes-facility_other = 다른 시설

notes-state_open = 새 글
notes-state_accepted = 접수
notes-state_in_progress = 처리 중
notes-state_done = 완료
notes-state_handed_to_112 = 112 인계
notes-to_accepted = 접수
notes-to_in_progress = 처리 중
notes-to_done = 완료
notes-to_handed_to_112 = 112 인계

notes-head = 📝 특이사항 <b>#{ $number }</b> · <b>{ $state }</b>
notes-who = { $name } ({ $organisation }) · { DAY($at) } { TIME($at) }
notes-about = 종류: { $about }
notes-where = 위치: { $place }
notes-pinned = 위치: 지도로 보냈어요
notes-text = { $text }
notes-goes_on = … (아래 메시지에 이어져요)
notes-step = { TIME($at) } { $state } — { $name }
notes-rest = 특이사항 #{ $number }에 이어지는 글
    { $text }
notes-file = 특이사항 #{ $number }
notes-pin = 특이사항 #{ $number } 위치

notes-assignee = 맡은 분: { $name }
notes-part_of = ↪ <b>#{ $kept }</b>에 합쳐서 함께 처리해요
notes-parts = 함께 처리하는 글: { $numbers }
notes-request_requested = 🏛 시청에 수리 요청함 ({ DAY($on) })
notes-request_accepted = 🏛 시청에서 접수함 ({ DAY($on) })
notes-request_fixed = 🏛 고쳐졌음 ({ DAY($on) })
notes-request_refused = 🏛 시청에서 어렵다고 함 ({ DAY($on) })
notes-assigned = 📌 { $by } 님이 특이사항 <b>#{ $number }</b> 처리를 부탁하셨어요. 아래에서 확인해 주세요.
notes-relieved = 특이사항 #{ JOSA($number, "은") } 이제 맡지 않으셔도 돼요. 고맙습니다.
notes-goes_with = 같은 일을 알린 #{ JOSA($kept, "과") } 함께 처리하고 있어요.
notes-merged = 특이사항 <b>#{ $number }</b>번은 먼저 들어온 #{ $kept }번과 같은 일이라 함께 처리해요. 달라지면 알려 드릴게요.
notes-stands = 지금은 <b>{ $state }</b> 단계예요.
notes-separated = 특이사항 <b>#{ $number }</b>번을 #{ $kept }번과 나누어 다시 따로 처리해요.
    🚨 급하면 먼저 <b>112</b>에 전화하세요.
notes-desk_requested = 🏛 특이사항 <b>#{ $number }</b>: 시청에 고쳐 달라고 요청했어요. ({ DAY($on) })
notes-desk_accepted = 🏛 특이사항 <b>#{ $number }</b>: 시청이 접수했어요. ({ DAY($on) }) 고쳐지면 알려 드릴게요.
notes-desk_fixed = 🎉 특이사항 <b>#{ $number }</b>: 다 고쳐졌어요! ({ DAY($on) }) 알려 주신 덕분이에요. 고맙습니다.
notes-desk_refused = 🏛 특이사항 <b>#{ $number }</b>: 시청에서 지금은 고치기 어렵다고 해요. ({ DAY($on) })
notes-desk_reference = 시청 접수 번호: { $reference }
notes-desk_remark = 시청의 말: { $remark }

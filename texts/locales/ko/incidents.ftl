## 특이사항 처리

incidents-head = 열린 특이사항({ $which }) { $total }건 중 { $place }번째
incidents-all = 전체
incidents-list = { $name } { $count }건
incidents-none = 지금 열린 특이사항({ $which })이 없어요. 새로 들어오면 바로 알려 드릴게요.
incidents-before = ◀ 앞
incidents-after = 뒤 ▶
incidents-whole = 📎 사진·위치·나머지 보기
incidents-nothing_more = 특이사항 #{ $number }에는 더 볼 것이 없어요.
incidents-moved = #{ $number }: { $state }
incidents-already = #{ $number }: { $name } 님이 이미 ‘{ $state }’로 바꿨어요.
incidents-not_possible = #{ $number }: 지금 { JOSA($state, "이라") } 바꿀 수 없어요.
incidents-merged = #{ $number }: #{ $kept }에 합친 글이에요. #{ $kept }에서 처리해 주세요.

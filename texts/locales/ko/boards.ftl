## 단체 대화방의 참석 현황

boards-line = · { $organisation } { $going }명
boards-line_of_quota = · { $organisation } { $going }/{ $quota }명
boards-line_waiting = { "" } (대기 { $waiting }명)
boards-total = <b>모두 { $total }명 참석</b>
boards-cancelled = ❌ 취소된 순찰이에요. 오지 않으셔도 돼요.

## 긴급 도움 요청

alerts-call_112 = 🚨 <b>지금 바로 112에 전화하세요!</b>
    위험하면 먼저 안전한 곳으로 피하세요.
alerts-not_allowed = 🚨 위급하면 <b>지금 바로 112에 전화하세요!</b>
    대장에게 알리는 기능은 가입이 승인된 대원에게만 권한이 있어요.
alerts-told = 대장과 코디네이터 { $count }명에게도 알렸어요.
alerts-told_already = 대장과 코디네이터 { $count }명에게 이미 알렸어요. 위치가 바뀌었으면 다시 보내 주세요.
alerts-nobody = 지금 알릴 수 있는 대장이나 코디네이터가 없어요. 꼭 112에 전화하세요.
alerts-what_helps = 아래 [위치 보내기]를 누르면 어디 계신지도 알려 드려요. 글로 적으셔도 돼요.
alerts-share_place = 📍 위치 보내기
alerts-call_off = 괜찮아요, 잘못 눌렀어요
alerts-passed_on = 전했어요. 급하면 먼저 <b>112</b>에 전화하세요.
alerts-ask_place = [위치 보내기]를 누르거나 글로 적어 주세요. 급하면 먼저 <b>112</b>에 전화하세요.
alerts-over = 긴급 요청을 마쳤어요. 도움이 필요하면 <b>112</b>에 전화하고 /sos 를 눌러 주세요.
alerts-seen = { $name } 님이 긴급 요청을 확인했어요. 급하면 먼저 <b>112</b>에 전화하세요.
alerts-coming = 🏃 { $name } 님이 지금 가고 있어요. 급하면 먼저 <b>112</b>에 전화하세요.
alerts-alarm = 🆘 <b>{ $name } 님이 긴급 도움을 요청했어요!</b>
alerts-alarm_over = ✅ { $name } 님의 긴급 요청이 끝났어요.
alerts-since = 요청 시각: { TIME($at) }
alerts-organisation = 단체: { $organisation }
alerts-patrol = 순찰: { $title }
alerts-phone = 전화: { $phone }
alerts-alarm_112 = 바로 전화해 보고, <b>112 신고</b>가 됐는지 확인해 주세요.
alerts-line_seen = 👀 { $name } 님 확인
alerts-line_coming = 🏃 { $name } 님 가는 중
alerts-button_seen = 확인했어요
alerts-button_coming = 제가 갈게요
alerts-thanks = 본인에게 알렸어요.
alerts-words = 🆘 { $name } 님: { $text }
alerts-called_off = ✅ { $name } 님이 괜찮다고 알려 왔어요.
alerts-place = 🆘 { $name } 님의 위치

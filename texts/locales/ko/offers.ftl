## 빈자리 알림

offers-made = 🙋 자리가 났어요! 오실 수 있나요?
offers-until = { DAY($expires_at) } { TIME($expires_at) }까지 눌러 주세요. 그 뒤에는 다음 분께 여쭤봐요.
offers-confirm = ✅ 참석 확정
offers-decline = 양보
offers-lapsed = 정한 시각까지 답이 없어서 다음 차례로 자리를 넘겼어요. 오고 싶으시면 참석을 다시 눌러 주세요.

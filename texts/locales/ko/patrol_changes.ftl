## 순찰 바꾸기와 취소

changes-when = 일시
changes-place = 장소
changes-organisations = 단체
changes-zones = 구역
changes-info = 안내
changes-leave = 그만두기
changes-now = 지금: { $value }
changes-ask_when = 새 일시를 적어 주세요.
changes-ask_place = 새 장소를 이름과 좌표로 적거나, 📎 → 위치로 보내 주세요.
changes-ask_organisations = 올 단체를 모두 적어 주세요. 모든 단체를 부르려면 전체라고 적어 주세요.
changes-ask_zones = 새 구역을 적어 주세요. 비우려면 없음이라고 적어 주세요.
changes-ask_info = 새 안내를 적어 주세요. 비우려면 없음이라고 적어 주세요.
changes-example = 예) { $example }
changes-preview = 이렇게 바꿀까요? 맞으면 게시를 눌러 주세요.
changes-recipients = 이미 답한 { $count }명에게 알려요.
changes-publish_this = 게시 (이 날짜만)
changes-publish_following = 게시 (이날부터 모두)
changes-done =
    { $count ->
        [1] ✅ 게시했어요. 이렇게 바꾸었어요.
       *[other] ✅ 게시했어요. 순찰 { $count }건을 이렇게 바꾸었어요.
    }

cancels-question = 이 순찰을 정말 취소할까요?
cancels-told = 취소하면 { $count }명에게 알려요.
cancels-yes = 네, 취소합니다
cancels-yes_this = 네, 취소합니다 (이 날짜만)
cancels-yes_following = 네, 취소합니다 (이날부터 모두)
cancels-no = 아니요, 그대로 둘게요
cancels-done =
    { $count ->
        [1] 순찰을 취소하고 모두에게 알렸어요.
       *[other] 순찰 { $count }건을 취소하고 모두에게 알렸어요.
    }

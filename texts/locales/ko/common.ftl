## 어디서나 쓰는 말

common-not_allowed = 이 기능을 쓸 권한이 없어요. 필요하면 대장이나 코디네이터에게 말씀해 주세요.
common-stale_button = 오래된 버튼이에요. /start 를 눌러 처음 화면에서 다시 골라 주세요.
common-fault = 죄송해요, 처리하다가 문제가 생겼어요. 잠시 뒤에 다시 해 주세요. (문의 번호 { $reference })
common-cancelled = 하던 질문을 닫았어요.
common-nothing_open = 지금 열려 있는 질문이 없어요. 무엇을 할 수 있는지는 /help 에 있어요.
common-not_understood = 무슨 말씀인지 잘 모르겠어요. 아래 단추를 누르거나 /help 를 눌러 주세요.

## 어디서나 쓰는 말

common-not_allowed = { $standing ->
        [outside] 아직 쓸 권한이 없어요. 먼저 /start 를 눌러 가입해 주세요.
        [waiting] 아직 쓸 권한이 없어요. 가입이 승인되면 바로 알려 드릴게요.
        [paused] 지금은 쉬고 계셔서 쓸 권한이 없어요. 다시 하시려면 대장에게 말씀해 주세요.
       *[active] 이 기능을 쓸 권한이 없어요. 필요하면 대장이나 코디네이터에게 말씀해 주세요.
    }
common-stale_button = 오래된 단추예요. /start 를 눌러 처음 화면에서 다시 골라 주세요.
common-fault = 죄송해요, 처리하다가 문제가 생겼어요. 잠시 뒤에 다시 해 주세요. (문의 번호 { $reference })
common-cancelled = 그만두었어요. 처음 화면은 /start 를 누르면 나와요.
common-nothing_open = 지금은 그만둘 것이 없어요. 무엇을 할 수 있는지는 /help 에 있어요.
common-not_understood = { $standing ->
        [outside] 무슨 말씀인지 잘 모르겠어요. 가입하시려면 /start 를 눌러 주세요.
        [waiting] 아직 쓸 권한이 없어요. 가입이 승인되면 바로 알려 드릴게요. 그때까지 기다려 주세요.
        [paused] 무슨 말씀인지 잘 모르겠어요. 지금은 쉬고 계세요. 다시 하시려면 대장에게 말씀해 주세요.
       *[active] 무슨 말씀인지 잘 모르겠어요. 아래 큰 단추를 누르거나 /help 를 눌러 주세요.
    }
    위급하면 먼저 112에 전화하세요.

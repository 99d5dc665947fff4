languages-ask = 어떤 말로 안내해 드릴까요?
    Which language do you prefer?
languages-name_ko = 한국어
languages-name_en = English
languages-button = { $name }
languages-chosen_button = ✓ { $name }
languages-toast = 한국어로 바꿨어요.
languages-chosen = { $question ->
        [none] 이제 한국어로 안내해 드릴게요.
        [registration] 이제 한국어로 안내해 드릴게요. 가입을 이어서 하시려면 /start 를 눌러 주세요.
       *[other] 이제 한국어로 안내해 드릴게요. 아까 하던 질문은 그대로 열려 있으니 이어서 답해 주세요.
    }

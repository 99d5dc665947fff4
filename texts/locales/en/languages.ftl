languages-ask = Which language do you prefer?
    어떤 말로 안내해 드릴까요?
languages-name_ko = 한국어
languages-name_en = English
languages-button = { $name }
languages-chosen_button = ✓ { $name }
languages-toast = Changed to English.
languages-chosen = { $question ->
        [none] I will speak English from now on.
        [registration] I will speak English from now on. Press /start to go on with your registration.
       *[other] I will speak English from now on. The question from before is still open, so just go on and answer it.
    }

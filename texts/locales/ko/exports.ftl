exports-file = 저희가 가지고 있는 내 정보예요. 다른 분의 정보는 들어 있지 않아요. 이 파일은 다른 사람에게 보내지 마세요.
exports-filename = 내정보-{ $day }.json
exports-coming = 파일을 보내 드릴게요.

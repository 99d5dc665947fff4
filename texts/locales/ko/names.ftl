## 이름을 잘못 적었을 때

names-name_empty = 글자가 보이지 않아요. 이름을 글자로 적어 주세요.
names-name_too_short = 조금만 더 길게 적어 주세요.
names-name_too_long = 너무 길어요. 40자 안으로 적어 주세요.
names-name_no_letter = 숫자나 기호만으로는 안 돼요. 글자로 적어 주세요.

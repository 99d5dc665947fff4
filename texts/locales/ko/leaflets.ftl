## 초대 인쇄물

leaflets-title = 함께할 분을 모셔요
leaflets-heading = 함께할 { JOSA($role, "을") } 모셔요
leaflets-for = { $name } 님께
leaflets-scan = 휴대전화 카메라로 위 그림을 비춰요.
leaflets-start = 텔레그램이 열리면 ‘시작’을 눌러요.
leaflets-wait = 묻는 말에 답하고 승인을 기다려요.
leaflets-promise = 주민등록번호와 범죄경력은 묻지 않아요.
leaflets-other_way = 휴대전화가 어려우면 대장에게 말씀해 주세요.
leaflets-until = { DAY($at) }까지 쓸 수 있어요

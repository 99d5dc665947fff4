## 탈퇴

departures-ask = <b>정말 탈퇴하시겠어요?</b>

    지워지는 것: 이름, 전화번호, 메신저 연결, 소속, 예정된 참석.
    이름 없이 남는 것: 순찰일지에 든 출석 { $presences }번, 알려 주신 특이사항 { $notes }건, 동의하고 거두신 기록.

    지운 것은 되돌릴 수 없어요. 다시 오시려면 처음부터 가입하셔야 해요.
    남는 내용이 궁금하시면 먼저 내 정보 파일을 받아 보세요.
departures-posts = 맡고 계신 자리가 비게 돼요: <b>{ $posts }</b>. 탈퇴하시기 전에 다른 분께 맡겨 주시면 좋아요.
departures-ask_button = 탈퇴하기
departures-leave_button = 네, 탈퇴합니다
departures-stay_button = 아니요, 계속할게요
departures-stayed = 그대로 계속 함께해 주셔서 고마워요. 바뀐 것은 없어요.
departures-done = 탈퇴가 끝났어요. 그동안 동네를 지켜 주셔서 고맙습니다.
    다시 함께하고 싶으시면 언제든지 /start 를 눌러 주세요.
departures-gone = 탈퇴가 끝났어요.
departures-told = { $place } { $role } <b>{ $name }</b> 님이 탈퇴했어요. 명단에서 빼 주세요.
departures-application = { $name } 님이 { $where } 가입 신청을 거두었어요. 하실 일은 없어요.

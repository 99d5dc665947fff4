## 순찰에 올지 답하기

rsvps-going_button = 참석
rsvps-not_going_button = 불참
rsvps-maybe_button = 미정
rsvps-marked = ✅ { $answer }
rsvps-marked_waiting = ⏳ { $answer }

rsvps-question = 오실 수 있나요? 아래에서 골라 주세요.
rsvps-mine_going = ✅ 참석하기로 하셨어요. 못 오시면 불참을 눌러 주세요.
rsvps-mine_waiting = ⏳ 대기 { $position }번이에요. 자리가 나면 바로 여쭤볼게요.
rsvps-mine_waiting_somewhere = ⏳ 대기하고 계세요. 자리가 나면 바로 여쭤볼게요.
rsvps-mine_offered = 🙋 자리가 났어요. 오시려면 참석을 눌러 주세요.
rsvps-mine_not_going = 불참으로 적어 두었어요. 마음이 바뀌면 참석을 눌러 주세요.
rsvps-mine_maybe = 미정으로 적어 두었어요. 정해지면 다시 눌러 주세요.

# 단추를 누르면 잠깐 보이는 말
rsvps-going = 참석으로 적었어요. 그날 뵐게요!
rsvps-not_going = 불참으로 적었어요. 알려 주셔서 고마워요.
rsvps-maybe = 미정으로 적었어요. 정해지면 다시 눌러 주세요.
rsvps-waiting = 자리가 다 차서 대기 { $position }번으로 적었어요.

rsvps-on_waiting_list =
    자리가 다 찼어요. 대기 { $position }번이에요.
    자리가 나면 바로 여쭤볼게요. 기다리기 어려우시면 불참을 눌러 주세요.

rsvps-not_published = 아직 알리지 않은 순찰이에요. 알림이 오면 답해 주세요.
rsvps-cancelled = 취소된 순찰이에요. 오지 않으셔도 돼요.
rsvps-started = 이미 시작한 순찰이라 답을 바꿀 수 없어요. 오셨다면 출석을 눌러 주세요.
rsvps-not_invited = 초대받은 단체의 대원만 답할 수 있어요. 내가 갈 순찰은 /patrols 에서 볼 수 있어요.
rsvps-unknown_person = 등록한 대원만 답할 수 있어요. 저와 따로 나누는 대화에서 /start 를 눌러 주세요. 답할 권한이 없어요.

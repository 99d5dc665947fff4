## 단체 대화방 연결

groups-linked =
    🤝 이 방을 <b>{ $organisation }</b> 방으로 연결했어요.
    순찰이 잡히면 참석 인원을 여기에 알려 드려요. 이름이나 전화번호는 올리지 않아요.
groups-leader_needed = 안녕하세요! 이 방을 단체와 연결하려면 그 단체의 대장이나 코디네이터가 여기에서 /link 를 눌러 주세요.
groups-asked = 어느 단체의 방인지 대화방 밖에서 따로 여쭤봤어요. 저와 따로 나누는 대화를 열어 골라 주세요.
groups-choice = <b>{ $title }</b> 방은 어느 단체의 방인가요? 아래에서 골라 주세요.
groups-chosen = { $title } 방을 { $organisation } 방으로 연결했어요.
groups-decided = 이미 정해졌어요. 바꾸려면 그 방에서 /link 를 다시 눌러 주세요.

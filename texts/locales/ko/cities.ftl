cities-created = <b>{ $city }</b> 준비가 끝났어요.
    이 링크를 코디네이터에게 보내 주세요. 30일 동안 쓸 수 있어요.

    { $link }
cities-exists = <b>{ $city }</b>, 이미 있는 도시예요. 코디네이터를 부르는 새 링크예요.

    { $link }
cities-ask_name = 어느 도시인가요? 이름을 적어 주세요. (예: 안양시)
cities-choose = 지금은 <b>{ $city }</b> 일을 보고 있어요. 바꾸려면 도시를 눌러 주세요.
cities-choose_first = 어느 도시 일을 보실지 눌러 주세요.
cities-switched = 이제 { $city } 일을 보실 수 있어요.

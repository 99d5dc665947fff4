cities-created = <b>{ $city }</b> 준비가 끝났어요.
    이 링크를 코디네이터에게 보내 주세요. 30일 동안 쓸 수 있어요.
    { $link }
cities-exists = <b>{ JOSA($city, "은") }</b> 이미 있어요. 코디네이터를 부르는 새 링크예요.
    { $link }

## 관리 화면으로 가는 길

consoles-link =
    🖥 <b>관리 화면</b>으로 가는 링크예요.
    { $link }

    { TIME($until) }까지, 한 번만 열려요. 다른 분에게 보내지 마세요.
consoles-open = 🖥 텔레그램 안에서 열기

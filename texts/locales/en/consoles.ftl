## The way into the console

consoles-link =
    🖥 Your link into the <b>console</b>:
    { $link }

    It opens once, until { TIME($until) }. Please do not pass it on.
consoles-open = 🖥 Open inside Telegram

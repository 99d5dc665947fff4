## Words used everywhere

common-not_allowed = You do not have permission for this. Please ask your leader or coordinator if you need it.
common-stale_button = This button is out of date. Press /start and choose again.
common-fault = Sorry, something went wrong. Please try again in a moment. (Reference { $reference })
common-cancelled = I closed the open question.
common-nothing_open = No question is open right now. /help shows what you can do.
common-not_understood = I did not understand that. Please use the buttons below, or press /help.

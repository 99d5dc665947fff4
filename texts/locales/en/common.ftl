## Words used everywhere

common-not_allowed = { $standing ->
        [outside] You do not have permission for this yet. Please press /start to register first.
        [waiting] You do not have permission for this yet. We will tell you as soon as you are approved.
        [paused] You are paused now and do not have permission for this. Please ask your leader when you want to come back.
       *[active] You do not have permission for this. Please ask your leader or coordinator if you need it.
    }
common-stale_button = This button is out of date. Press /start and choose again.
common-fault = Sorry, something went wrong. Please try again in a moment. (Reference { $reference })
common-cancelled = All right, I stopped there. /start brings you back to the beginning.
common-nothing_open = There is nothing to stop right now. /help shows what you can do.
common-not_understood = { $standing ->
        [outside] I did not understand that. To register, please press /start.
        [waiting] You do not have permission for this yet. Please wait: we will tell you as soon as you are approved.
        [paused] I did not understand that. You are paused now. Please ask your leader when you want to come back.
       *[active] I did not understand that. Please use the large keys below, or press /help.
    }
    In an emergency call 112 first.

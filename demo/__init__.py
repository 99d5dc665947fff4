"""`make demo`: the bot in a simulated messenger, with an example city whose people act by themselves."""

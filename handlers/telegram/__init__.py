"""What a person can say in Telegram: one module a noun, each registering its commands, taps and answers."""

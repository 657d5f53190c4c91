"""Facts to sentences, for the screen, for JSON and for reminders alike; nothing is printed here."""

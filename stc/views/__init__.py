"""What a command answers: for people as tables and sentences, for programs as records."""

"""Writing of files and folders, whole or not at all; foreign files are never replaced."""

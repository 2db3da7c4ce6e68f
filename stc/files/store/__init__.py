"""Files and folders written whole or not at all, over nothing that stc did not make."""

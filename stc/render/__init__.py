"""From a view to text, one file a format. Only this floor knows rich."""

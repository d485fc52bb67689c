"""When work is done: calendars, people, and a schedule that respects both."""

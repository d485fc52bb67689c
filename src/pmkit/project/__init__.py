"""Where the engines meet: the ranking, the schedule and the trace of one workspace, when asked."""

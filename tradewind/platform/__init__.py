"""What every domain stands on: events, jobs, realtime, http, files, mail, audit. Knows no domain."""

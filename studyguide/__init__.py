"""The project, and the guide that learners read."""

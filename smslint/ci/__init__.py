"""A report in the pull request: the summary of the job, and one comment that is updated."""

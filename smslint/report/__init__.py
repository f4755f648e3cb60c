"""Reports: each sees a result and nothing else."""

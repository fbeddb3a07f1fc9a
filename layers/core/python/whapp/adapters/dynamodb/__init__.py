"""The single table, through PynamoDB: its models live in this package and nowhere else."""

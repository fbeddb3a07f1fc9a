"""Logs and metrics hold ids, counts and times: never a name, a number, an address or a word that somebody wrote."""

from aws_lambda_powertools import Logger

logger = Logger(service="whapp", use_rfc3339=True)  # Lambda takes a line with any other time for INFO

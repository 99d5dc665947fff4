"""Every query is here, and none of a city's rows is reached without naming the city."""

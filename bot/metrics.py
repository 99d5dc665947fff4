"""What is counted while the program runs, for Prometheus; no label holds anything about a person."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

LATENCIES_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LATENESS_S = (0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)


class Metrics:
    """All instruments of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter("patrol_updates", "Updates by what they were.", ["what"], registry=self.registry)
        self.update_seconds = Histogram(
            "patrol_update_seconds",
            "From an update's arrival to its committed effect.",
            buckets=LATENCIES_S,
            registry=self.registry,
        )
        self.sends = Counter("patrol_sends", "Deliveries by how they ended.", ["result"], registry=self.registry)
        self.send_seconds = Histogram(
            "patrol_send_seconds", "One call of the messenger.", buckets=LATENCIES_S, registry=self.registry
        )
        self.reminder_lateness = Histogram(
            "patrol_reminder_lateness_seconds",
            "From the moment a reminder was due to its delivery.",
            buckets=LATENESS_S,
            registry=self.registry,
        )
        self.rate_limited = Counter(
            "patrol_rate_limited", "Times the messenger asked to wait.", ["scope"], registry=self.registry
        )
        self.outbox = Gauge(
            "patrol_outbox_rows", "Rows that are not done.", ["state", "priority"], registry=self.registry
        )
        self.oldest_due = Gauge(
            "patrol_outbox_oldest_due_seconds", "How long the oldest due row has waited.", registry=self.registry
        )
        self.failed_updates = Gauge(
            "patrol_failed_updates", "Updates kept aside because they broke a handler.", registry=self.registry
        )
        self.ticks = Counter("patrol_ticks", "Runs of the scheduler by result.", ["result"], registry=self.registry)

    def show_outbox(self, rows: Mapping[tuple[str, str], int], oldest_due_s: float, failed_updates: int) -> None:
        """Takes over what the database told just now."""
        self.outbox.clear()
        for (state, priority), count in rows.items():
            self.outbox.labels(state, priority).set(count)
        self.oldest_due.set(oldest_due_s)
        self.failed_updates.set(failed_updates)

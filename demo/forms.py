"""What a coordinator pastes, and the evenings it is pasted for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.city import PLACE, PLACE_NAME


def patrol_form(title: str, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """A patrol as coordinators paste it, in one message."""
    begin, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return (
        "/newpatrol\n"
        f"제목: {title}\n"
        f"일시: {begin:%Y-%m-%d %H:%M}-{end:%H:%M}\n"
        f"장소: {PLACE_NAME} {PLACE[0]:.5f},{PLACE[1]:.5f}\n"
        "구역: 범계역 로데오거리, 여성안심귀갓길\n"
        "안내: 형광조끼 착용"
    )


def this_evening(now: datetime, zone: ZoneInfo) -> datetime:
    """Eight o'clock today, as people there read the clock."""
    return now.astimezone(zone).replace(hour=20, minute=0, second=0, microsecond=0)


def tomorrow_evening(now: datetime, zone: ZoneInfo) -> datetime:
    """Eight o'clock tomorrow, as people there read the clock."""
    return this_evening(now, zone) + timedelta(days=1)

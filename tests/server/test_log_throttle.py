"""A line that anybody can cause is logged once a minute."""

from webapp.server.log_throttle import PERIOD_SECONDS, LogThrottle


def test_the_first_is_logged_at_once_and_the_others_with_their_number() -> None:
    now, logged = 0.0, list[int]()
    throttle = LogThrottle(logged.append, clock=lambda: now)

    for _ in range(1_000):
        throttle.event()
    now += PERIOD_SECONDS
    throttle.event()
    throttle.event()

    assert logged == [1, 1_000]

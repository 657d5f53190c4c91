"""The settings: meaning, default and allowed values of each."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from readtrack import limits
from readtrack.clock import WEEKDAYS, parse_time
from readtrack.errors import UsageError
from readtrack.library import Settings
from readtrack.named_tuple import NamedTuple


class Setting(NamedTuple):
    key: str
    meaning: str
    allowed: str
    read: Callable[[str], object]
    write: Callable[[Any], str] = str

    @property
    def default(self) -> str:
        return self.write(getattr(Settings(), self.key))


class SettingInUse(NamedTuple):
    """A setting with the value it has now."""

    key: str
    value: str
    default: str
    allowed: str
    meaning: str


def in_use(each: Setting, settings: Settings) -> SettingInUse:
    value = each.write(getattr(settings, each.key))
    return SettingInUse(each.key, value, each.default, each.allowed, each.meaning)


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return read


def _number(key: str, meaning: str) -> Setting:
    least, most = limits.SETTINGS[key]
    return Setting(key, meaning, f"{least} to {most}", _whole(least, most))


def _worry(name: str, meaning: str, side: str = "from") -> Setting:
    return _number(f"worry_{name}", f"{meaning} that checkup warns {side}")


def _rest_days(text: str) -> frozenset[int]:
    from readtrack.weekdays import parse_weekdays  # the shell prompt seldom needs it

    if text.lower() in ("", "none"):
        return frozenset()
    try:
        days = parse_weekdays(text)
    except UsageError:
        raise ValueError(text) from None
    if len(days) == 7:
        raise UsageError(
            "All seven days cannot be rest days.", "Keep one day to read on.", {text: "sat,sun"}
        )
    return days


def _renew_from(text: str) -> str:
    if text not in ("due", "today"):
        raise ValueError(text)
    return text


def _day_start(text: str) -> str:
    try:
        clock = parse_time(text)
    except UsageError:
        raise ValueError(text) from None
    if clock > limits.LATEST_DAY_START:
        raise ValueError(text)
    return clock


def _remind_days(text: str) -> tuple[int, ...]:
    read = _whole(0, limits.EARLIEST_REMINDER)
    days = {read(word) for word in text.replace(",", " ").split()}
    if not 1 <= len(days) <= limits.MOST_REMINDERS:
        raise ValueError(text)
    return tuple(sorted(days, reverse=True))


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        _number("cap", "titles out at once"),
        _number("loan_days", "days of a loan, unless add says otherwise"),
        _number(
            "buffer", "days before the due date to be finished by, at most a tenth of the loan"
        ),
        Setting(
            "rest_days",
            "weekdays without reading",
            "none, or up to six of mon,tue,wed,thu,fri,sat,sun",
            _rest_days,
            lambda days: ",".join(WEEKDAYS[day] for day in sorted(days)) or "none",
        ),
        _number("reserve", "percent of the routine kept for magazines and articles"),
        Setting("renew_from", "what a renewal counts from", "due or today", _renew_from),
        Setting(
            "day_start",
            "hour before which it is still yesterday",
            f"00:00 to {limits.LATEST_DAY_START}",
            _day_start,
        ),
        Setting(
            "remind_days",
            "days before a due date on which remind speaks",
            f"up to {limits.MOST_REMINDERS} of 0 to {limits.EARLIEST_REMINDER}, such as 3,1,0",
            _remind_days,
            lambda days: ",".join(map(str, days)),
        ),
        _worry("treadmill", "days in four weeks with three or more titles under load"),
        _worry("cramming", "percent of a book read in the last fifth of its loan"),
        _worry("run", "days in a row with a deadline open"),
        _worry("reserve", "percent of the reserve read as something else", "below"),
        _worry("reasons", "checkouts without a reason"),
        _worry("unfinished", "percent of ended checkouts left unfinished"),
    )
}


def setting(key: str) -> Setting:
    """Return the setting called `key`, ignoring blanks, hyphens and case."""
    try:
        return SETTINGS[key.strip().lower().replace("-", "_").replace(" ", "_")]
    except KeyError:
        from difflib import get_close_matches

        near = [*get_close_matches(key.lower(), SETTINGS, 1, 0.5), *SETTINGS][0]
        there = f"The settings are: {', '.join(SETTINGS)}. Such as: readtrack config {near}"
        raise UsageError(f"There is no setting {key!r}.", there) from None


def normal(key: str, text: str) -> str:
    """Return `text` in the form to store. Raises UsageError with the allowed values."""
    wanted = setting(key)
    try:
        return wanted.write(wanted.read(text.strip()))
    except ValueError:
        what, forms = f"{wanted.key} cannot be {text!r}.", f"It may be {wanted.allowed}."
        raise UsageError(what, forms, {text: wanted.default}) from None


def settings_from(stored: dict[str, str]) -> Settings:
    """Return the reader's settings, with the default for a stored value that is not allowed."""
    values = {}
    for key, text in stored.items():
        with suppress(KeyError, ValueError, UsageError):
            values[key] = SETTINGS[key].read(text)
    return Settings(**values)  # type: ignore[arg-type]

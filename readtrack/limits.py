"""All limits on what people type and what files contain, each with its reason.

Constants only: the shell prompt imports them too. How large a file may be stands beside its reader.
"""

# Texts

LONGEST_TEXT = 500
"""Characters of a title, a name or a reason: a pasted page has 2,000."""

LONGEST_PHRASE = 100
"""Characters of a date, a position or a duration: the longest that is printed has 60."""

LONGEST_QUOTE = 60
"""Characters of unreadable text that an error repeats: more would hide what is wrong."""

LONGEST_PATTERN = 4096
"""Characters of a path: Linux opens no longer one."""

MOST_AUTHORS = 100
"""Authors of a book: anthologies have up to 80; more are a column of something else."""

LARGEST_ID = 10**9
"""The largest number of a loan or another row: new rows count on from the largest one there is."""

LONGEST_NUMBER = 12
"""Digits of a typed number: all of them are exact as a float, and no limit below has as many."""

LONGEST_COUNT = 5
"""Digits of a number of days, weeks or months: all limits below have fewer."""

# Lengths

LONGEST = {"pages": 20_000, "seconds": 200 * 3600, "percent": 100}
"""Length of a book, by unit: the longest novels have 13,000 pages, 150 hours."""

SLOWEST = 0.25
FASTEST = 5.0
"""Playback speed of audio: players offer 0.5 to 3.5, and some go a little further."""

# Days

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""Years of a date, both included: nobody alive borrowed before, and no loan ends after."""

FIRST_YEAR_OF_DEVICES = 1990
"""Earlier years in the data of an e-reader: its clock was never set, or they stand for no date."""

LONGEST_LOAN = 730
"""Days of a loan: libraries lend for up to a year, and renew it once."""

MOST_RENEWALS = 99
"""Renewals that a library still allows: where more are, they need not be counted."""

USUAL_LOANS = 365
"""Days that a loan may have by default, which is a year."""

FAR_AHEAD = 180
"""Days ahead past which a due date is asked about: it is likelier a typing error than a loan."""

LONGEST_SNOOZE = 90
"""Days that warnings may be silenced for: no loan that is read in earnest takes longer."""

# Minutes

MINUTES_OF_A_DAY = 24 * 60
"""Minutes of reading on one day: a day has no more."""

LONGEST_SITTING = 4 * 60
"""Minutes after which a sitting is asked about: it is likelier that nobody stopped the clock."""

# Settings

SETTINGS = {
    "cap": (1, 99),  # two digits, so that `7 of 99` fits every table
    "loan_days": (1, USUAL_LOANS),
    "buffer": (0, 14),  # a longer one would be most of a loan
    "reserve": (0, 90),  # the rest is what the plan has to work with
    "worry_treadmill": (1, 28),  # days of the four weeks that it looks at
    "worry_cramming": (21, 100),  # a fifth of the loan has a fifth of the pages anyway
    "worry_run": (7, 365),  # what is shorter is one loan, what is longer is a year without a pause
    "worry_reserve": (1, 100),
    "worry_reasons": (1, 99),
    "worry_unfinished": (1, 100),
}
"""The least and the most of each setting that is a whole number."""

EARLIEST_REMINDER = 30
"""Days before a due date on which `remind` may speak: a longer warning is forgotten again."""

MOST_REMINDERS = 10
"""Different days on which `remind` may speak of one loan: more would be one a day."""

LATEST_DAY_START = "11:59"
"""Hour before which it may still be yesterday: from noon on it is today for everybody."""

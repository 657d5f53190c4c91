"""Names of authors, out of what catalogues, shops and people write beside them."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import zip_longest

from readtrack.errors import UsageError
from readtrack.importing.name_words import (
    AUTHOR_WORDS,
    DEGREES,
    HELPED,
    HELPER_WORDS,
    HONOURS,
    NOBODY,
    RANKS,
    ROLES,
    SHORT_DEGREES,
    WROTE,
)
from readtrack.importing.values import clean, excerpt
from readtrack.limits import LONGEST_TEXT, MOST_AUTHORS
from readtrack.named_tuple import NamedTuple
from readtrack.names import PARTICLES, fold

SPREAD = 20_000
"""Different cells whose meaning is remembered: authors come again and again."""

BEFORE_A_FAMILY = PARTICLES | {
    "af", "av", "d'", "d’", "das", "dei", "della", "degli", "des", "op", "vom", "y", "zum", "zur",
    "'t", "’t",
}  # fmt: skip
"""Words of a family name that catalogues put behind the given name: `Cervantes, Miguel de`."""

AFTER_A_NAME = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
OF_LIFE = re.compile(
    r"(?:(?:approximately|active|born|died|geb|gest|or|née?|nacido|nato)\.?|cent(?:\.|ury)?"
    r"|(?:[vn]\.? ?(?:chr|u\.? ?z)|a[vp]\.? ?j\.?-?c|b\.? ?c(?:\.? ?e)?|c\. ?e|a\.? ?[cd]|d\. ?c)"
    r"(?![^\W\d_])\.?|(?:ca?|b|d|fl|jh)\.?|(?:th|st|nd|rd) |[\d.?–—/ *†vn-])++",
    re.IGNORECASE,
)
"""`1950-`, `1900-1980`, `b. 1950`, `ca. 1340-1400`, `4 B.C.-65 A.D.`."""

LIVED = re.compile(r"[ ,]+(?:b\. |d\. |ca?\. ?)?\d{4}\??(?: ?[-–—] ?(?:\d{4}\??)?)?\.?$")
BESIDE = re.compile(r"\s*[¬]?([(\[<])([^()\[\]<>]*)[)\]>][¬]?")
COMMA = re.compile(r",(?![^()\[\]<>]{0,80}[)\]>])")
"""A comma outside of brackets."""

ROLE_BEHIND = re.compile(r"(?P<name>.*\S) [-–—] (?P<role>[^\W\d_].*)")
"""`Jane Doe - translator`."""

SEMICOLON = re.compile(r"\s*;\s*")
CLOSING_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
PLAIN = re.compile(r"[^\W\d_]+\.?(?:[ -][^\W\d_]+\.?)* [^\W\d_]+")
"""Words of letters, as `J. R. R. Tolkien`."""

BY = re.compile(
    r"(?:(?:written|edited|ed\.?|eds\.?|compiled|selected|collected) )?by (?=\S)"
    r"|(?:hrsg\.?|hg\.?|herausgegeben|geschrieben) von (?=\S)|(?:a cura di|écrit par) (?=\S)",
    re.IGNORECASE,
)
HELPED_BY = re.compile(
    r"(?:illustrat\w*|translat\w*|transl?\.|narrat\w*|read|performed|photograph\w*|foreword|preface"
    r"|introduc\w*|afterword|drawings|pictures|adapted)\b[^,]*? by (?=\S)"
    r"|(?:übers\w*\.?|aus de[mn] \w+|gelesen|gesprochen|illustriert|ill\.|mit)\b[^,]*? von (?=\S)"
    r"|(?:traduit|traduction|illustré|lu|préface)\b[^,]*? (?:par|de) (?=\S)"
    r"|(?:traducid[oa]|traducción|ilustrad[oa]|narrad[oa])\b[^,]*? (?:por|de) (?=\S)"
    r"|(?:vertaald|voorgelezen|geïllustreerd)\b[^,]*? door (?=\S)"
    r"|(?:tradotto|traduzione|illustrat[oa]|lett[oa])\b[^,]*? (?:da|di) (?=\S)",
    re.IGNORECASE,
)
TITLES = re.compile(r"(?:(?:prof|dr|med|phil|rer|nat|h c)\b\.? )+(?=\S+ \S)", re.IGNORECASE)
OTHERS = re.compile(
    r"[ ,]+\[?(?:et al|u\. ?a|and others|und andere|e\.a|y otros|e altri)\.?\]?$", re.I
)


class Person(NamedTuple):
    """A name, and whether its bearer wrote the book."""

    name: str
    wrote: bool = True


def authors_of(text: str) -> tuple[str, ...]:
    """`Brooks, John; Hill, Joe` and `John Brooks, Joe Hill` as names in the order people say.

    Raises UsageError for a cell that is too long to be names.
    """
    return _authors(text, _splitter())


def family_first(family: str, given: str) -> str:
    """Return the authors that two cells name, `Lee; Ek` and `Ann; Bo`, as `Lee, Ann; Ek, Bo`."""
    pairs = zip_longest(*(re.split(r" *[;&/|] *", cell) for cell in (family, given)), fillvalue="")
    return "; ".join(", ".join(filter(None, map(str.strip, pair))) for pair in pairs)


def _authors(text: object, between: re.Pattern[str], *, one: bool = False) -> tuple[str, ...]:
    """Return the authors in the parts of a cell, each of which names `one` or more."""
    people: list[Person] = []
    for part in _parts(clean(text)[: LONGEST_TEXT * MOST_AUTHORS + 1], between):
        people += _people(part, turned=True, one=one)
    return writers(people)


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    """Return the parts of a cell that name one person or more, each with its dates and its role."""
    parts: list[str] = []
    for part in between.split(_with_roles_apart(text)):
        if parts and part and (_is_of_life(part) or _role(part) in ROLES):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


@lru_cache(SPREAD)
def names_in(text: str | None) -> tuple[str, ...]:
    """Return the names between the commas of a field, each once. Raises UsageError for too many."""
    text = clean(text)
    if not text:
        return ()
    return (text,) if _is_plain(text) else writers(_people(text, turned=False))


def _is_plain(text: str) -> bool:
    """Return whether a field is one name and nothing else, as most are."""
    if PLAIN.fullmatch(text) is None or len(text) > LONGEST_TEXT or BY.match(text):
        return False
    return not _is_written_degree(text[text.rindex(" ") + 1 :]) and fold(text) not in NOBODY


def author_called(text: object) -> tuple[str, ...]:
    """The one author that a field names, `Poe, Ann, 1950-` or `Ann Poe`; none for a placeholder.

    Where there are more, a semicolon stands between them.
    """
    return _authors(text, SEMICOLON, one=True)


def if_names(read: Callable[[str], tuple[str, ...]], text: str) -> tuple[str, ...]:
    """Return the authors that `read` finds, or none if it raises UsageError for the text."""
    try:
        return read(text)
    except UsageError:
        return ()


def writers(people: list[Person]) -> tuple[str, ...]:
    """The names of those who wrote, else of all, each once. Raises UsageError for too many."""
    named = [each for each in people if is_name(each.name)]
    found = dict.fromkeys(each.name for each in named if each.wrote)
    found = found or dict.fromkeys(each.name for each in named)
    if len(found) > MOST_AUTHORS:
        raise UsageError(f"There are {len(found):,} authors.", f"Name up to {MOST_AUTHORS}.")
    for name in found:
        if len(name) > LONGEST_TEXT:
            what = f"{excerpt(name)} is too long for a name."
            raise UsageError(what, f"A name has up to {LONGEST_TEXT} characters.")
    return tuple(found)


def is_name(text: str) -> bool:
    """Return whether it is the name of somebody, and no placeholder."""
    folded = fold(text)
    if not any(map(str.isalnum, text)) or folded in NOBODY:
        return False
    return not set(folded.split()) <= {"unknown", "anonymous", "various", "na", "none", "unbekannt"}


@cache
def _splitter() -> re.Pattern[str]:
    whole, turned = (rf"[^\W\d_][\w.'’-]*{gap}[\w.'’-]+" for gap in (" ", "(?: |, ?)"))
    return re.compile(
        r"\s*[;|]\s*|\s+[/+]\s+|,?\s+(?:&|and|und)\s+"
        rf"|(?<=\w\w) (?:et|y|e|en|con|mit|with|avec) (?={whole})|(?<=\w[\w.])/(?={turned})"
    )


@cache
def _role_ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a role before a full stop and the next name, and of one behind a name."""
    roles = "|".join(map(re.escape, sorted((*AUTHOR_WORDS, *HELPER_WORDS), key=len, reverse=True)))
    a_name = r"(?:(?<=[^\W_]{2})|(?<=[)\]>]))(?<!\bdr|\bst|\bmr|\bms)(?<!\bmrs)(?<!\bprof)"
    return (
        re.compile(rf"([,(\[] ?|\d\S{{0,9}} )({roles})([)\]]?)\. (?=[^\W\d_])", re.IGNORECASE),
        re.compile(rf"{a_name}\. ({roles})\.?(?=\s*(?:$|[;|]))", re.IGNORECASE),
    )


def _with_roles_apart(text: str) -> str:
    """`Poe, Ann, author. Lee, Bo. Traducteur` as `Poe, Ann, author; Lee, Bo, Traducteur`."""
    if ". " not in text:
        return text
    before_a_name, last = _role_ends()

    def apart(match: re.Match[str]) -> str:
        follows_a_name = text[match.end()].isupper()
        return f"{match[1]}{match[2]}{match[3]}{';' if follows_a_name else '.'} "

    return last.sub(r", \1", before_a_name.sub(apart, text))


def _role(piece: str) -> str:
    """Return what a piece says that somebody did, folded: `author` of `1950- author.`."""
    word = piece.strip(" .()[]<>")
    first, blank, last = word.rpartition(" ")
    return fold(last if blank and _is_of_life(first) else word)


def _people(text: str, *, turned: bool, one: bool = False) -> list[Person]:
    """Return the people of a cell without `;`; `turned` names have their family name first.

    Where the cell names `one`, its first comma parts the family name from the others.
    """
    if len(text) > LONGEST_TEXT * MOST_AUTHORS:
        what = f"{excerpt(text)} is too long for names."
        raise UsageError(what, f"Name up to {MOST_AUTHORS} authors.")
    pieces: list[str] = []
    roles: list[bool] = []
    dated: list[bool] = []
    author_at: set[int] = set()  # places behind the word `author`, as in `author, narrator`
    listed = [piece for piece in map(str.strip, COMMA.split(text)) if piece]
    for place, piece in enumerate(listed):
        role = _role(piece) if pieces else ""
        following = listed[place + 1] if place + 1 < len(listed) else ""
        dotless = piece.replace(".", "").strip().lower()
        if pieces and dotless in AFTER_A_NAME:
            pieces[-1] = f"{pieces[-1]}, {piece}" if turned else f"{pieces[-1]} {piece}"
        elif pieces and (piece in BEFORE_A_FAMILY or piece.startswith("of ")):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif pieces and role in HELPED:
            roles[-1] = place in author_at
        elif pieces and role in WROTE:
            author_at.add(place + 1)
        elif pieces and _is_of_life(piece):
            dated[-1] = True
        elif pieces and (_is_degree(piece, pieces) or _is_honour(piece, pieces, following)):
            continue
        else:
            person = _bare(piece)
            pieces.append(person.name)
            roles.append(person.wrote)
            dated.append(any(_is_of_life(match[2]) for match in BESIDE.finditer(piece)))
    if not turned:
        return _spoken(pieces, roles)
    people: list[Person] = []
    start = 0
    for end in () if one else [at for at, is_dated in enumerate(dated, 1) if is_dated]:
        people += _joined(pieces[start:end], roles[start:end], end - start == 2)
        start = end
    return people + _joined(pieces[start:], roles[start:], one)


def _spoken(pieces: list[str], roles: list[bool]) -> list[Person]:
    """Return the people of a list of names as they are said, but for `Cervantes, Miguel de`."""
    people: list[Person] = []
    for name, wrote in zip(pieces, roles, strict=True):
        is_turned = people and _lacks_its_family(name)
        people.append(_said(people.pop().name, name, wrote) if is_turned else Person(name, wrote))
    return people


def _joined(pieces: list[str], roles: list[bool], one: bool) -> list[Person]:
    """Return the people that the pieces between commas name, family names put behind the others."""
    if len(pieces) == 2 and (one or _are_one_name(*pieces)):
        return [_said(pieces[0], pieces[1], all(roles))]
    if one and pieces:
        return [_said(pieces[0], " ".join(pieces[1:]), all(roles))]
    for place, piece in enumerate(pieces[1:], 1):
        if _lacks_its_family(piece):
            before = _joined(pieces[: place - 1], roles[: place - 1], False)
            after = _joined(pieces[place + 1 :], roles[place + 1 :], False)
            return [*before, _said(pieces[place - 1], piece, roles[place]), *after]
    families = pieces[::2]
    if len(pieces) >= 4 and len(pieces) % 2 == 0 and not any(" " in each for each in families):
        given = zip(families, pieces[1::2], roles[1::2], strict=True)
        return [_said(*each) for each in given]
    return [_said(name, "", wrote) for name, wrote in zip(pieces, roles, strict=True)]


def _said(family: str, given: str, wrote: bool) -> Person:
    """Return a name as people say it, `Kurt Vonnegut Jr.` of `Vonnegut, Jr.` and `Kurt`."""
    family, _, after = family.partition(", ")
    given, _, behind = BESIDE.sub("", given).strip().partition(", ")
    words = family.split()
    while len(words) > 1 and given and words[-1].strip(".").lower() in AFTER_A_NAME:
        after = f"{words.pop()} {after}".strip()
    if given.endswith(f" {family}"):  # as in `Byron, George Gordon Byron`
        words = []
    whole = " ".join(filter(None, (given, *words, after or behind)))
    if given.endswith(("'", "’")):  # as in `Alembert, Jean d'`
        whole = whole.replace(f"{given} ", given, 1)
    return Person(whole, wrote)


def _is_of_life(piece: str) -> bool:
    """Return whether it tells when somebody lived."""
    if piece.isalpha():
        return False
    digits = sum(map(str.isdigit, piece))
    return (digits > 1 or (digits == 1 and len(piece) > 4)) and OF_LIFE.fullmatch(
        piece.strip("()[]<>")
    ) is not None


def _is_honour(piece: str, before: list[str], following: str) -> bool:
    """Return whether it is a title such as `Sir`, `graf` or `Earl of Lytton`, and no name.

    A rank may be a name, as in `Poe, Ann, King, Stephen`: it stands behind a family name and a
    given name, and no other name follows it.
    """
    word, _, rest = fold(piece).partition(" ")
    if word in HONOURS:
        return not rest
    words = piece.split()
    if words[0][0].isdigit() and len(words) > 1:  # `1st Baron`
        words = words[1:]
    if fold(words[0]) not in RANKS:
        return False
    if len(words) > 2:
        return words[1] in ("of", "de", "von", "di", "du")
    is_last = not following or _is_of_life(following) or _role(following) in ROLES
    behind_a_name = len(before) % 2 == 0 and _are_one_name(*before[-2:])
    return behind_a_name and (is_last or piece.islower())


def _lacks_its_family(piece: str) -> bool:
    """Whether a given name ends in a word of the family name, as `Antoine de` and `Ludwig van`."""
    words = piece.split()
    if len(words) < 2:
        return False
    in_capitals = piece.isupper() and words[-1] in ("DE", "DEL", "DI", "DU", "VAN", "VON")
    return in_capitals or words[-1] in BEFORE_A_FAMILY


def _is_degree(piece: str, before: list[str]) -> bool:
    words = piece.replace(".", "").lower().split()
    if words in (["dr"], ["prof"], ["prof", "dr"]):
        return True
    if len(before) == 1 and " " not in before[0] and "." in piece and len(piece.split()) == 1:
        return piece in ("Ph.D.", "Ph.D", "Psy.D.", "Ed.D.", "D.Phil.", "Esq.")
    short = SHORT_DEGREES if " " in before[-1] and piece.isupper() else frozenset[str]()
    return bool(words) and all(word in DEGREES or word in short for word in words)


def _bare(piece: str) -> Person:
    """Return a name without its role, its degrees and when its bearer lived."""
    wrote = not (helped := HELPED_BY.match(piece))
    if helped:
        piece = piece[helped.end() :]
    piece = OTHERS.sub("", piece)
    for match in BESIDE.finditer(piece):
        inner = match[2].strip(" .")
        role, is_dated = fold(inner), _is_of_life(inner) or re.search(r"\d{4}", inner)
        if role in HELPED or (role and role.split()[0] in HELPED):
            wrote = False
        elif match[1] == "<" and inner.split(" ")[0] in PARTICLES:
            piece = piece.replace(match[0], f" {inner}")  # `Thomas <von Aquin>`
            continue
        elif match[1] != "<" and inner and role not in WROTE and not is_dated:
            continue
        piece = piece.replace(match[0], " ", 1)
    if behind := ROLE_BEHIND.match(piece):
        role = fold(behind["role"])
        helps = role.split()[0] in HELPED
        if helps or role in ROLES:
            piece, wrote = behind["name"], role in WROTE
    piece = LIVED.sub("", " ".join(piece.split()))
    if by := BY.match(piece):
        piece = piece[by.end() :]
    piece = TITLES.sub("", piece, count=1) if TITLES.match(piece) else piece
    words = piece.split()
    while len(words) > 1 and _is_written_degree(words[-1]):
        words.pop()
    return Person(CLOSING_STOP.sub("", " ".join(words).strip(" ,")), wrote)


def _is_written_degree(word: str) -> bool:
    """Whether a last word is a degree: `MD`, `PhD`, `Ph.D.`, in the letters it is written in."""
    bare = word.strip(",").replace(".", "")
    return bare.lower() in DEGREES and sum(map(str.isupper, bare)) >= 2


def _are_one_name(family: str, given: str) -> bool:
    """Whether `Le Guin, Ursula K.` or `Brooks, John` is one person, not two with whole names."""
    family = family.partition(", ")[0]
    if family.split()[0].lower() in PARTICLES and family[0].islower():
        return True
    return " " not in family or " " not in given or given.endswith(".")

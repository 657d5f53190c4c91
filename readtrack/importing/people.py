"""Names of authors, out of what catalogues, shops and people write beside them."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from readtrack.errors import UsageError
from readtrack.importing.values import clean, excerpt
from readtrack.limits import LONGEST_TEXT, MOST_AUTHORS
from readtrack.named_tuple import NamedTuple
from readtrack.names import PARTICLES, fold

NOBODY = frozenset(
    map(
        fold,
        (
            "NA", "N/A", "N.N.", "NN", "none", "null", "nil", "nan", "undefined", "not specified",
            "not available", "no author", "unknown", "unknown author", "author unknown",
            "various", "various authors", "various artists", "various contributors", "multiple",
            "multiple authors", "several authors", "anonymous", "anon", "s.n.", "et al", "others",
            "unbekannt", "unbekannter autor", "unbekannter verfasser", "autor unbekannt",
            "verfasser unbekannt", "ohne autor", "diverse", "diverse autoren", "div.",
            "verschiedene", "verschiedene autoren", "anonym", "o. A.", "o. V.", "keine angabe",
            "inconnu", "auteur inconnu", "anonyme", "collectif", "divers", "auteurs divers",
            "plusieurs auteurs", "desconocido", "autor desconocido", "anónimo", "varios",
            "varios autores", "vv. aa.", "aa. vv.", "autori vari", "vari", "sconosciuto",
            "autore sconosciuto", "anonimo", "onbekend", "auteur onbekend", "onbekende auteur",
            "anoniem", "diversen", "diverse auteurs", "verschillende auteurs",
        ),
    )
)  # fmt: skip
"""What stands where no author is named."""

WROTE = frozenset(
    (
        "author", "authors", "writer", "by", "autor", "autorin", "autoren", "autora", "auteur",
        "autore", "verfasser", "verfasserin", "verf", "vf", "aut", "schriftsteller", "escritor",
        "scrittore", "schrijver", "editor", "editors", "ed", "eds", "edited by", "herausgeber",
        "herausgeberin", "hrsg", "hg", "éditeur", "curatore", "a cura di", "redacteur", "creator",
        "contributor", "main author", "primary author", "pseudonym", "pseud",
    )
)  # fmt: skip
"""What somebody did who is named as an author."""

HELPED = frozenset(
    (
        "translator", "translators", "translated by", "trans", "transl", "tr", "trad", "übers",
        "übersetzer", "übersetzerin", "übersetzung", "traducteur", "traductrice", "traductor",
        "traductora", "traduttore", "vertaler", "illustrator", "illustrators", "illustrated by",
        "illus", "ill", "illustratorin", "illustrateur", "ilustrador", "illustratore", "artist",
        "narrator", "narrators", "narrated by", "read by", "reader", "sprecher", "sprecherin",
        "erzähler", "vorleser", "gelesen von", "narrateur", "narrador", "narratore", "verteller",
        "foreword", "foreword by", "introduction", "introduction by", "afterword", "preface",
        "preface by", "vorwort", "nachwort", "préface", "prólogo", "prefazione", "photographer",
        "fotograf", "cover artist", "cover", "designer", "director", "producer", "composer",
        "letterer", "colorist", "inker", "penciller", "performer", "actor", "adapter", "adaptor",
        "publisher", "compiler", "drawings", "drawings by", "mitwirkender", "bearbeiter",
    )
)  # fmt: skip
"""What somebody did who helped with a book: no author, where another name is one."""

SPREAD = 20_000
"""Different cells whose meaning is remembered: authors come again and again."""

AFTER_A_NAME = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
DEGREES = frozenset(
    ("md", "phd", "dphil", "dds", "dvm", "mph", "psyd", "edd", "mba", "msc", "bsc", "esq", "lcsw",
     "msw", "cpa", "facs", "obe", "mbe", "cbe", "frs", "dmin", "thd", "llm", "lld", "rdn", "mfa")
)  # fmt: skip
SHORT_DEGREES = frozenset(("ma", "ba", "ms", "rn", "jd", "rd", "do", "sj", "op", "dr"))
"""Degrees that may be a name or two initials: they stand behind a whole name and a comma."""

OF_LIFE = re.compile(
    r"(?:(?:ca?|b|d|fl|born|died|geb|gest|approximately|active|or|né|née|nacido|nato)\.?"
    r"|[\d?–—/ -]|(?:th|st|nd|rd) |cent(?:\.|ury)?|bc|ad|jh\.?)+\.?",
    re.IGNORECASE,
)
"""`1950-`, `1900-1980`, `b. 1950`, `ca. 1340-1400`."""

LIVED = re.compile(r"[ ,]+(?:b\. |d\. |ca?\. ?)?\d{4}\??(?: ?[-–—] ?(?:\d{4}\??)?)?\.?$")
BESIDE = re.compile(r"\s*[¬]?[(\[]([^()\[\]]*)[)\]][¬]?")
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
    text = clean(text)
    people: list[Person] = []
    for part in _splitter().split(text[: LONGEST_TEXT * MOST_AUTHORS + 1]):
        people += _people(part, turned=True)
    return writers(people)


@lru_cache(SPREAD)
def names_in(text: str | None) -> tuple[str, ...]:
    """The names between the commas of a field, each once. Raises UsageError for too many."""
    return _names_in(text if isinstance(text, str) else clean(text))


@lru_cache(20_000)
def _names_in(text: str) -> tuple[str, ...]:
    text = clean(text)
    if not text:
        return ()
    return (text,) if _is_plain(text) else writers(_people(text, turned=False))


def _is_plain(text: str) -> bool:
    """Whether a field is one name and nothing else, as most are."""
    if PLAIN.fullmatch(text) is None or len(text) > LONGEST_TEXT or BY.match(text):
        return False
    return not _is_written_degree(text[text.rindex(" ") + 1 :]) and fold(text) not in NOBODY


def author_called(text: object) -> tuple[str, ...]:
    """The one author that a field names, `Poe, Ann, 1950-` or `Ann Poe`; none for a placeholder."""
    return writers(_people(clean(text), turned=True, one=True))


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
            raise UsageError(
                f"{excerpt(name)} is too long for a name.",
                f"A name has up to {LONGEST_TEXT} characters.",
            )
    return tuple(found)


def is_name(text: str) -> bool:
    """Whether it is the name of somebody, and no placeholder."""
    folded = fold(text)
    if not any(map(str.isalnum, text)) or folded in NOBODY:
        return False
    return not set(folded.split()) <= {"unknown", "anonymous", "various", "na", "none", "unbekannt"}


@cache
def _splitter() -> re.Pattern[str]:
    whole = r"[^\W\d_][\w.'’-]* [\w.'’-]+"
    return re.compile(
        r"\s*[;|]\s*|\s+[/+]\s+|,?\s+(?:&|and|und)\s+"
        rf"|(?<=\w\w) (?:et|y|e|en|con|mit|with|avec) (?={whole})|(?<=\w\w)/(?={whole})"
    )


def _people(text: str, *, turned: bool, one: bool = False) -> list[Person]:
    """The people of a cell without `;`; `turned` names have their family name first.

    Where the cell names `one`, its first comma parts the family name from the others.
    """
    if len(text) > LONGEST_TEXT * MOST_AUTHORS:
        raise UsageError(
            f"{excerpt(text)} is too long for names.", f"Name up to {MOST_AUTHORS} authors."
        )
    pieces: list[str] = []
    roles: list[bool] = []
    for piece in map(str.strip, text.split(",")):
        word = fold(piece.strip(" .()[]"))
        dotless = piece.replace(".", "").strip().lower()
        if not piece:
            continue
        if pieces and dotless in AFTER_A_NAME:
            pieces[-1] = f"{pieces[-1]}, {piece}" if turned else f"{pieces[-1]} {piece}"
        elif pieces and (word in _folded(WROTE) or _is_of_life(piece) or _is_degree(piece, pieces)):
            continue
        elif pieces and word in _folded(HELPED):
            roles[-1] = False
        else:
            person = _bare(piece)
            pieces.append(person.name)
            roles.append(person.wrote)
    return _joined(pieces, roles, one) if turned else list(map(Person, pieces, roles))


def _joined(pieces: list[str], roles: list[bool], one: bool) -> list[Person]:
    """The people that the pieces between commas name, family names put behind the others."""
    if len(pieces) == 2 and (one or _are_one_name(*pieces)):
        return [_said(pieces[0], pieces[1], all(roles))]
    if one and pieces:
        return [_said(pieces[0], " ".join(pieces[1:]), all(roles))]
    families = pieces[::2]
    if len(pieces) >= 4 and len(pieces) % 2 == 0 and not any(" " in each for each in families):
        given = zip(families, pieces[1::2], roles[1::2], strict=True)
        return [_said(*each) for each in given]
    return [_said(name, "", wrote) for name, wrote in zip(pieces, roles, strict=True)]


def _said(family: str, given: str, wrote: bool) -> Person:
    """A name as people say it, `Kurt Vonnegut Jr.` of `Vonnegut, Jr.` and `Kurt`."""
    family, _, after = family.partition(", ")
    given, _, behind = BESIDE.sub("", given).strip().partition(", ")
    words = family.split()
    while len(words) > 1 and given and words[-1].strip(".").lower() in AFTER_A_NAME:
        after = f"{words.pop()} {after}".strip()
    return Person(" ".join(filter(None, (given, *words, after or behind))), wrote)


@lru_cache(8)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _is_of_life(piece: str) -> bool:
    """Whether it tells when somebody lived."""
    first, _, last = piece.strip("()[]").rpartition(" ")
    if first and fold(last) in _folded(WROTE):
        piece = first
    digits = sum(map(str.isdigit, piece))
    return digits >= 2 and OF_LIFE.fullmatch(piece.strip("()[]")) is not None


def _is_degree(piece: str, before: list[str]) -> bool:
    words = piece.replace(".", "").lower().split()
    if words in (["dr"], ["prof"], ["prof", "dr"]):
        return True
    if len(before) == 1 and " " not in before[0] and "." in piece and len(piece.split()) == 1:
        return piece in ("Ph.D.", "Ph.D", "Psy.D.", "Ed.D.", "D.Phil.", "Esq.")
    short = SHORT_DEGREES if " " in before[-1] and piece.isupper() else frozenset[str]()
    return bool(words) and all(word in DEGREES or word in short for word in words)


def _bare(piece: str) -> Person:
    """A name without its role, its degrees and when its bearer lived."""
    wrote = not (helped := HELPED_BY.match(piece))
    if helped:
        piece = piece[helped.end() :]
    piece = OTHERS.sub("", piece)
    for match in BESIDE.finditer(piece):
        inner = match[1].strip(" .")
        role = fold(inner)
        if role in _folded(HELPED) or (role and role.split()[0] in _folded(HELPED)):
            wrote = False
        elif not (role in _folded(WROTE) or _is_of_life(inner) or not inner):
            continue
        piece = piece.replace(match[0], " ", 1)
    name, dash, role = piece.partition(" - ")
    if dash and fold(role) in _folded(WROTE | HELPED):
        piece = name
    piece = LIVED.sub("", " ".join(piece.split()))
    if by := BY.match(piece):
        piece = piece[by.end() :]
    piece = TITLES.sub("", piece, count=1) if TITLES.match(piece) else piece
    words = piece.split()
    while len(words) > 1 and _is_written_degree(words[-1]):
        words.pop()
    return Person(" ".join(words).strip(" ,"), wrote)


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

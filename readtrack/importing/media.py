"""Words for formats and media, in six languages, as catalogues, shops and people write them."""

import unicodedata
from collections.abc import Mapping

from readtrack.importing.phrases import folded, phrases
from readtrack.model import Format
from readtrack.names import fold


def unaccented(text: str) -> str:
    """Return a text in small letters without accents; its punctuation stays."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _plain(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a text, in small letters without accents."""
    return tuple(map(unaccented, phrases(text)))


FORMATS: Mapping[Format, tuple[str, ...]] = {
    Format.MAGAZINE: _plain("""
        magazin, zeitschrift, periodi, périodi, zeitung, newspaper, journal, revue, revista,
        rivista, riviste, tijdschrift, krant, giornale
    """),
    Format.AUDIOBOOK: _plain("""
        audio, hörbuch, hoerbuch, hörspiel, hoerspiel, mp3, listen, audible, playaway, talking book,
        spoken word, book on cd, books on cd, book on tape, books on tape, livre lu, livres lus,
        texte lu, textes lus, livre parlé, libro hablado,
        libro parlato, luister, gesproken boek, sound recording, sound disc, tonträger,
        enregistrement sonore, grabación sonora, geluidsopname, registrazione sonora,
        bookbeat, storytel, spotify
    """),
    Format.EBOOK: _plain("""
        ebook, e-book, digital, kindle, epub, kobo, nook, e-medi, emedi, electroni, elektronisch,
        elettronic, numérique, digitaal, digitale,
        e-buch, ebuch, e-livre, livrel, e-libro, elibro, e-boek, eboek, pdf, online resource,
        online-ressource, e-reader, ereader, tolino, skoobe
    """),
    Format.PRINT: _plain("""
        print, hardcover, hard cover, hardback, hardbound, paperback, softcover, soft cover,
        mass market, bound, buch, book, taschenbuch, gebunden, kartoniert, broschiert, gedruckt,
        buecher, bücher, livre, imprimé, broché, cartonné, papier, libro, impreso, papel, tapa dura,
        tapa blanda, boek, gebonden, gedrukt, cartace, copertina, brossura, rilegato, tascabil,
        a stampa, large type, großdruck, grossdruck, druckschrift, gros caractères, letra grande,
        grote letter, grandi caratteri, braille, comic, graphic novel, manga, bande dessinée,
        bandes dessinées, novela gráfica, tebeo, fumett, tie-in, tie in,
        library binding, turtleback, bonded leather, imitation leather
    """),
}
"""Parts of words that name a format, the more telling first: `audiobook` has `book` in it."""

PRINT_WORDS = folded("""
    bd, roman, romans, romane, romanzo, romanzi, novel, novels, novela, novelas, libri, paper,
    physical, physisch, physique, físico, fisico, fysiek, strip, strips, poche, relié, rústica,
    bolsillo, hc, hb, hbk, pb, pbk, tpb, mmpb, monographie, monograph, monografie, monografia,
    leinen, phys
""")
"""Whole words that name print where no other word names a format."""

OTHERS = _plain("""
    dvd, blu-ray, blu ray, bluray, cd-rom, cd rom, video, film, movie, motion picture, televisi,
    fernseh, music, musik, musique, muziek, game,
    spiel, konsole, playstation, xbox, nintendo, vinyl, vinilo, vinile, schallplatte, película,
    bordspel, computerspel, videospel, partitur, partition musicale, spartit, puzzle, software,
    landkarte, hotspot, laptop, gegenst, museum pass, library of things, bibliothek der dinge
""")
"""Parts of words that name something that is no book, where nothing in it says it is one."""

OTHER_WORDS = folded("""
    jeu, jeux, juego, juegos, spel, spellen, gioco, giochi, noten, música, musica, musical, lp, toy,
    toys, jouet, jouets, juguete, speelgoed, giocattolo, tonie, tonies, tv, vhs
""")
"""Whole words that do."""

GENERAL = (Format.AUDIOBOOK, Format.EBOOK)
"""Formats some words of which, `audio` and `digital`, are said of music and films too."""

BOOKS = _plain("""
    book, buch, büch, livre, libr, boek, hörspiel, hoerspiel, listen, luister, epub, kindle,
    playaway, e-medi, emedi, texte
""")
"""Parts of words that name a book in whatever format."""

DISCS = ("cd", "cassette", "kassette", "casete", "disque", "compact dis", "disco compact")
"""What a book is heard from, and music."""

_BRACKETED: Mapping[Format | None, frozenset[str]] = {
    Format.AUDIOBOOK: folded("""
        sound recording, sound disc, spoken word, audio, audiobook, audio book, audio cd,
        compact disc, cd, cds, mp3 cd, mp3 cds, audio cds, audiobook on cd, audiobook cd,
        hörbuch cd, hörbuch cds, hörbuch mp3 cd, mp3,
        book on cd, hörspiel, hörspiel cd, playaway, downloadable audio, eaudiobook, eaudio,
        tonträger, tonaufzeichnung,
        hörbuch, enregistrement sonore, livre audio, livre lu, texte lu, grabación sonora,
        audiolibro, geluidsopname, luisterboek, registrazione sonora
    """),
    Format.EBOOK: folded("""
        electronic resource, electronic book, online resource, computer file, ebook, e book, kindle,
        kindle edition, epub, elektronische ressource, online ressource, ressource électronique,
        livre numérique, recurso electrónico, libro electrónico, elektronisch hulpmiddel,
        elektronische bron, risorsa elettronica
    """),
    Format.PRINT: folded("""
        large print, large type, text, texte imprimé, texto impreso, testo a stampa, großdruck,
        druckschrift, gros caractères, hardcover, paperback, braille, text large print, grote letter
    """),
    None: folded("""
        videorecording, video recording, dvd, blu ray, bildtonträger, motion picture,
        enregistrement vidéo, grabación de vídeo, videogame, video game, game,
        tonie, music, notated music, musical score, cartographic material, sheet music
    """),
}
IN_TITLES = {name: kind for kind, names in _BRACKETED.items() for name in names}
"""What catalogues write in brackets after a title, by the format it means; None is no book."""


def medium_named(text: str) -> Format | None:
    """Return the format that a word of a catalogue names; None for no book or another word."""
    word = unaccented(text)
    if (whole := fold(text)) in IN_TITLES:
        return IN_TITLES[whole]
    kind = next((kind for kind, names in FORMATS.items() if _has(word, names)), None)
    if is_no_book(text) and (kind is None or (kind in GENERAL and not _has(word, BOOKS))):
        return None
    if kind is None and _has(word, DISCS):
        return Format.AUDIOBOOK
    if kind is None and not PRINT_WORDS.isdisjoint(whole.split()):
        return Format.PRINT
    return kind


def is_no_book(text: str) -> bool:
    """Return whether a word of a catalogue names what is no book, whatever else it names."""
    whole = fold(text)
    if IN_TITLES.get(whole, Format.PRINT) is None or _has(unaccented(text), OTHERS):
        return True
    return not OTHER_WORDS.isdisjoint(whole.split())


def _has(word: str, names: tuple[str, ...]) -> bool:
    return any(name in word for name in names)

"""Words that catalogues, shops and people write in place of a name or beside one."""

from readtrack.importing.phrases import folded, phrases
from readtrack.names import fold

NOBODY = folded("""
    NA, N/A, N.N., NN, none, null, nil, nan, undefined, not specified, not available,
    no author, unknown, unknown author, author unknown,
    various, various authors, various artists, various contributors, multiple,
    multiple authors, several authors, anonymous, anon, s.n., et al, others, unbekannt,
    unbekannter autor, unbekannter verfasser, autor unbekannt, verfasser unbekannt,
    ohne autor, diverse, diverse autoren, div., verschiedene, verschiedene autoren, anonym,
    o. A., o. V., k. A., unbek., keine angabe, inconnu, auteur inconnu, anonyme, collectif, divers,
    auteurs divers, plusieurs auteurs, desconocido, autor desconocido, anónimo, varios,
    varios autores, vv. aa., aa. vv., autori vari, vari, sconosciuto, autore sconosciuto,
    anonimo, onbekend, auteur onbekend, onbekende auteur, anoniem, diversen,
    diverse auteurs, verschillende auteurs, hörbuch, hörspiel, lesung, audiobook, audiobooks,
    audible
""")
"""What stands where no author is named."""

AUTHOR_WORDS = phrases("""
    author, authors, writer, by, autor, autorin, autoren, autora, auteur, autore, verfasser,
    verfasserin, verf, vf, aut, schriftsteller, escritor, scrittore, schrijver, editor, editors,
    ed, eds, edited by, herausgeber, herausgeberin, hrsg, hg, éditeur, curatore, a cura di,
    redacteur, creator, contributor, main author, primary author, pseudonym, pseud,
    auteur du texte, author of text
""")
"""What somebody did who is named as an author."""

HELPER_WORDS = phrases("""
    translator, translators, translated by, trans, transl, tr, trad, übers, übersetzer,
    übersetzerin, übersetzung, traducteur, traductrice, traductor, traductora, traduttore,
    vertaler, illustrator, illustrators, illustrated by, illus, ill, illustratorin,
    illustrateur, ilustrador, illustratore, artist, narrator, narrators, narrated by, read by,
    reader, sprecher, sprecherin, erzähler, vorleser, gelesen von, narrateur, narrador,
    narratore, verteller, foreword, foreword by, introduction, introduction by, afterword,
    preface, preface by, vorwort, nachwort, préface, prólogo, prefazione, photographer,
    fotograf, cover artist, cover, designer, director, producer, composer, letterer, colorist,
    inker, penciller, performer, actor, adapter, adaptor, publisher, compiler, drawings,
    drawings by, mitwirkender, bearbeiter, traduction, traducción, traduzione, traduttrice,
    translation, introducción, introduzione, einleitung, inleiding, notes, commentary, epílogo,
    postface, postfazione, prologue, prologuista, epilogue, adaptation, adaptador, adaptadora,
    adattatore, adaptateur, abridger, abridged by, interviewer, vertaling, voorwoord, nawoord,
    illustrations, ilustraciones, illustrationen
""")
"""What somebody did who helped with a book: no author, where another name is one."""

WROTE, HELPED = frozenset(map(fold, AUTHOR_WORDS)), frozenset(map(fold, HELPER_WORDS))
ROLES = WROTE | HELPED

HONOURS = folded("sir, dame, saint, sainte, heiliger, heilige, père, fils")
RANKS = folded("""
    lord, lady, earl, count, countess, baron, baroness, baronet, duke, duchess, marquis,
    marquess, viscount, prince, princess, king, queen, emperor, pope, bishop, archbishop,
    cardinal, graf, gräfin, freiherr, freifrau, freiin, fürst, fürstin, herzog, herzogin, prinz,
    prinzessin, könig, königin, kaiser, papst, bischof, comte, comtesse, vicomte, duc, duchesse,
    marquise, baronne, roi, reine, empereur, pape, conde, condesa, marqués, duque, duquesa, rey,
    reina, papa, santo, santa, conte, contessa, marchese, duca, principe, principessa, príncipe,
    rev,
    reverend, mrs, mme, rabbi, captain, colonel, general, major
""")
"""What catalogues write behind a name, `Doyle, Arthur Conan, Sir`; some ranks are names too."""

DEGREES = folded("""
    md, phd, dphil, dds, dvm, mph, psyd, edd, mba, msc, bsc, esq, lcsw, msw, cpa, facs, obe, mbe,
    cbe, frs, dmin, thd, llm, lld, rdn, mfa
""")
SHORT_DEGREES = folded("ma, ba, ms, rn, jd, rd, do, sj, op, dr")
"""Degrees that may be a name or two initials: they stand behind a whole name and a comma."""

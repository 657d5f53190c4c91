"""What people and libraries call the columns of their tables, in six languages."""

from collections.abc import Mapping

from readtrack.importing.phrases import folded, phrases

COPIES = phrases("""
    barcode, barcode no, barcode nr, barcode number, item barcode, barcodenummer, strichcode,
    mediennummer, medien nr, exemplarnummer, exemplar nr, buchungsnr, buchungsnummer, code barres,
    code barre, code à barres, numéro d exemplaire, código de barras, código de barra,
    número de ejemplar, codice a barre, codice barre, numero inventario, streepjescode,
    exemplaarnummer
""")
"""Names of what is printed on a copy."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": phrases("""
        title, titel, book title, book name, book, titel des buches, buchtitel, buch, titre,
        titre du livre, livre, título, título del libro, libro, titolo, titolo del libro, boektitel,
        boek, name, nombre, nom, naam, nome
    """),
    "author": phrases("""
        author, authors, primary author, main author, author name, book author, author text, autor,
        autoren, autorin, verfasser, verfasserin, auteur, auteurs, autora, autores, autore, autori,
        autore i, schrijver, schrijvers, auteur principal, autor principal, creator, creators,
        written by, writer, by, geschrieben von
    """),
    "due": phrases("""
        due, due date, due on, date due, due by, due until, due back, due back by, due back on,
        return due, return due date, due for return, return by, return before, return until,
        to return by, must return by, back by, deadline, expires, expires on, expiry, expiry date,
        expiration, expiration date, expire date, loan expires, loan end, loan ends, loan end date,
        borrowed until, on loan until,
        frist, fristende, leihfrist, leihfristende, ende der leihfrist, leihende, ausleihfrist,
        abgabefrist, abgabetermin, rückgabefrist, rückgabetermin, rückgabe bis, rückgabe spätestens,
        zurück bis, zurückgeben bis, zurückzugeben bis, zurückbringen bis, abgeben bis,
        abzugeben bis, abgabe bis, fällig, fällig am, fälligkeit, fälligkeitsdatum, ausgeliehen bis,
        entliehen bis, geliehen bis, ausleihe bis, läuft ab am, ablaufdatum, date de retour prévue,
        date prévue de retour, date retour prévue, retour prévu, retour prévu le, retour le,
        retour avant, retour avant le, à rendre, à rendre le, à rendre avant, à rendre avant le,
        à rendre pour le, à retourner le, à retourner avant, à retourner avant le, date d échéance,
        échéance, date limite, date limite de retour, date butoir, emprunté jusqu au, prêt jusqu au,
        date d expiration, fin du prêt, date de fin de prêt,
        fecha de vencimiento, vencimiento, vence, vence el, fecha límite,
        fecha límite de devolución, fecha prevista de devolución, fecha de devolución prevista,
        devolución prevista, devolver, devolver el, devolver antes de, devolver antes del,
        prestado hasta, fecha tope, fin del préstamo, fecha de caducidad,
        uiterste inleverdatum, inleveren voor, inleveren op, inleveren uiterlijk,
        in te leveren voor, vervaldatum, verloopt op, terug voor, terug op, terugbrengen voor,
        terugbrengen op, terug te brengen voor, retour voor, geleend tot, uitgeleend tot,
        scadenza, data di scadenza, data scadenza, scade, scade il, da restituire,
        da restituire entro, da restituire entro il, restituire entro,
        restituire entro il, restituzione entro, restituzione prevista,
        data di restituzione prevista, data prevista di restituzione, data restituzione prevista,
        in prestito fino al, prestito fino al, fine prestito, data fine prestito
    """),
    "renewed until": phrases("""
        renewed until, renewal until, renewal due, renewal due date, verl bis, verlängerung bis,
        renewed to, renewed till, new due date, new due, extended until, extended to,
        verlängert bis, verlängert bis zum, neue frist, neue leihfrist, neues fälligkeitsdatum,
        neues rückgabedatum, neuer abgabetermin, prolongé jusqu au, renouvelé jusqu au,
        nouvelle échéance, nouvelle date de retour, renovado hasta, prorrogado hasta,
        nueva fecha de vencimiento, nueva fecha de devolución, nuevo vencimiento, verlengd tot,
        nieuwe vervaldatum, nieuwe inleverdatum, rinnovato fino al, prorogato al,
        prorogato fino al, nuova scadenza, nuova data di scadenza
    """),
    "time": ("time", "due time", "hour", "uhrzeit"),
    "checked_out": phrases("""
        checked out, checkout, checkout date, checked out on, date checked out, borrowed, borrowed
        on, borrowed at, borrowed from, date borrowed, borrow date, borrowed date, loan date,
        loaned, loaned on, date loaned, loan start, loan start date, loan begin, on loan since,
        taken out, date taken out, date out, date loaned out, issue date, issued, issued on, date
        issued, ausgeliehen, ausgeliehen am, ausgeliehen seit, ausleihdatum, ausleihe, ausleihe am,
        entliehen, entliehen am, geliehen, geliehen am, leihdatum, leihbeginn, entleihdatum,
        entleihbeginn, ausleihbeginn, date d emprunt, date emprunt, emprunté le, emprunté, emprunt,
        date de prêt, date du prêt, date prêt, prêté le, prêt, début du prêt, date de début de prêt,
        fecha de préstamo, fecha del préstamo, fecha préstamo, préstamo, prestado, prestado el,
        inicio del préstamo, fecha de inicio del préstamo, uitgeleend, uitgeleend op, uitleendatum,
        geleend, geleend op, leendatum, data prestito, data inizio prestito, inizio prestito, data
        del prestito, data di prestito, prestito, preso in prestito, preso in prestito il, prestato
        il
    """),
    "returned": phrases("""
        returned, returned on, returned at, date returned, returned date, given back, given back on,
        date given back, brought back, actual return date, actual return, checked in, checked in on,
        date in, date checked in, check in, check in date, zurückgegeben, zurückgegeben am,
        zurückgebracht, zurückgebracht am, abgegeben, abgegeben am, tatsächliche rückgabe,
        tatsächliches rückgabedatum, rendu, rendu le, date de rendu, retourné, retourné le, rapporté
        le, date de retour effective, date de retour effectif, date de retour réelle, date effective
        de retour, retour effectif, retour effectué le, devuelto, devuelto el, fecha de devolución
        real, fecha real de devolución, devolución real, fecha de devolución efectiva,
        teruggebracht, teruggebracht op, ingeleverd, ingeleverd op, werkelijk ingeleverd, werkelijke
        inleverdatum, datum ingeleverd, restituito, restituito il, riconsegnato, riconsegnato il,
        restituzione effettiva, data di restituzione effettiva, data effettiva di restituzione
    """),
    "started": phrases("""
        start, started, date started, start date, started on, started reading, start reading, begun,
        began, begin, beginn, anfang, gelesen von, gelesen ab, begonnen, begonnen am, angefangen,
        angefangen am, lesebeginn, leseanfang, gestartet, début, date de début, commencé, commencé
        le, début de lecture, inicio, fecha de inicio, fecha inicio, date début, begindatum,
        empezado, comenzado, inicio de lectura, begonnen op, startdatum, gestart, gestart op,
        inizio, data inizio, data di inizio, iniziato, iniziato il,
        started at, reading start, reading start date, start reading date, reading started,
        reading begun, reading began, date started reading, started reading on,
        started reading at, began reading, begun reading, start of reading, lesestart,
        lesen begonnen,
        beginn der lektüre, début lecture, date début lecture, date de début de lecture,
        commencé à lire, commencé à lire le, lecture commencée, lecture commencée le,
        fecha de inicio de lectura, fecha de inicio de la lectura, fecha inicio lectura,
        inicio lectura, inicio de la lectura, empezado el, comenzado el, begin lezen, start lezen,
        begonnen met lezen, datum begonnen met lezen, startdatum lezen, gestart met lezen,
        inizio lettura, data inizio lettura, data di inizio lettura, cominciato, cominciato il
    """),
    "finished": phrases("""
        finished, date finished, finish date, finished on, finished reading, date read, read date,
        read on, dates read, last date read, date completed, completed, completed on, complete,
        completion date, ende, gelesen bis, einde, date of reading, finish, end, end date, beendet,
        beendet am, gelesen am, ausgelesen, ausgelesen am, fertig, fertig am, fertig gelesen,
        lesedatum, leseende, gelesen, lu le, date de lecture, date de fin, fin, fini, fini le,
        terminé, terminé le, lu, fecha de lectura, leído, leído el, terminado, terminado el, fecha
        de fin, fecha fin, fecha final, date fin, acabado, gelezen op, gelezen, uitgelezen,
        uitgelezen op, einddatum, klaar, data lettura, data di lettura, letto, letto il, finito,
        finito il, data fine, fine, date finish, finished date, finished at,
        finish reading, end reading, end of reading, reading end, reading ended, reading end date,
        end reading date, reading finish date, reading finished, finished reading on,
        finished reading at, date finished reading, reading completed, completed date,
        completed at, date of completion, completed reading, done reading, reading date,
        ausgelesen am, durchgelesen, durchgelesen am, zu ende gelesen, zu ende gelesen am,
        datum gelesen, datum beendet, lesen beendet, ende der lektüre, date lecture, fin lecture,
        fin de lecture, date fin lecture, date fin de lecture, date de fin de lecture,
        lecture terminée, lecture terminée le, fini de lire, fini de lire le, fecha lectura,
        fin lectura, fin de lectura, fin de la lectura, fecha fin lectura, fecha fin de lectura,
        fecha de fin de lectura, fecha de fin de la lectura, leesdatum, datum gelezen,
        datum uitgelezen, einde lezen, einddatum lezen, fine lettura, data fine lettura,
        data di fine lettura, terminato il, read, read it, have read, already read
    """),
    "status": phrases("""
        status, read status, reading status, shelf, exclusive shelf, lesestatus, statut, estado,
        stato, leesstatus, loan status, item status, circulation status, ausleihstatus, leihstatus,
        statut du prêt, estado del préstamo, stato del prestito
    """),
    "stopped": phrases("""
        dnf, did not finish, abandoned, gave up, abgebrochen, aufgegeben, abandonné, abandonado,
        afgebroken, abbandonato
    """),
    "pages": phrases("""
        pages, page count, number of pages, num pages, no of pages, total pages, page number, of
        pages, nb pages, nb of pages, nr of pages, pages total, pages count, pp, pgs, seiten,
        seitenzahl, seitenanzahl, anzahl seiten, seiten gesamt, nombre de pages, nb de pages, nbre
        de pages, nombre pages, páginas, número de páginas, num páginas, nº de páginas, nº páginas,
        n páginas, n de páginas, págs, pág, blz, aantal blz, aantal bladzijden, total de páginas,
        pagina's, aantal pagina's, bladzijden, pagine, numero di pagine, numero pagine, n pagine, n
        di pagine, totale pagine, extent, physical description, umfang, length, länge, longueur,
        lunghezza, lengte
    """),
    "duration": phrases("""
        duration, audio, runtime, running time, playing time, audio length, audio runtime,
        audio duration, listening time, dauer, laufzeit, spieldauer, hördauer, spielzeit, hörzeit,
        durée, duración, durata, duur, speelduur, runtime length, length of audio
    """),
    "format": phrases("""
        format, binding, medium, media, media type, type of media, material type, medienart,
        medientyp, mediatyp, media group, group of media, mediengruppe, mediengroup, mediengrp,
        formato, formaat, support, type, material, type of material,
        document type, item type, book format, book type, buchformat, materialart, medium typ, typ,
        type de document, type de support, type de média, format du livre, tipo, tipo de material,
        tipo de documento, tipo de soporte, soporte, formato del libro, materiaal, materiaalsoort,
        soort materiaal, soort, tipo di materiale, tipo materiale, tipo di documento,
        tipo documento, supporto, materiale, group, gruppe, bereich
    """),
    "isbn": phrases("""
        isbn13, ean isbn13, isbn, isbns, isbn10, upc isbn10, isbn uid, isbn number, isbn no,
        isbn nr, isbn nummer, isbn code, code isbn, codice isbn, numéro isbn, número isbn, ean,
        ean13
    """),
    "renewals": phrases("""
        renewals, renewed, number of renewals, times renewed, renewal count, renewals used,
        verlängerungen, verlängert, verl., anzahl verlängerungen, anz.verl.,
        bisherige verlängerungen, renouvellements, nombre de renouvellements, prolongations,
        nombre de prolongations, renovaciones, número de renovaciones, prórrogas, verlengingen,
        aantal verlengingen, verlengd, rinnovi, numero rinnovi, numero di rinnovi, proroghe
    """),
    "renewable": ("renewable", "renewable on", "renewable from", "verlängerbar ab", "verlängerbar"),
    "renewals_left": phrases("""
        renewals left, renewals remaining, remaining renewals, noch verlängerbar,
        verlängerungen übrig, verbleibende verlängerungen, mögliche verlängerungen,
        renouvellements restants, prolongations restantes, renovaciones restantes,
        renovaciones disponibles, resterende verlengingen, verlengingen over, rinnovi residui,
        rinnovi rimasti, rinnovi disponibili
    """),
    "library": phrases("""
        library, branch, zweigstelle, bibliothek, bücherei, filiale, ausleihstelle, bibliothèque,
        biblioteca, bibliotheek, library branch, library name, home library, branch name, agence,
        succursale, sucursal, vestiging, filiaal, sede, location, department, place
    """),
    "others": phrases("""
        additional authors, secondary author, secondary authors, other authors, co author,
        co authors, second author, weitere autoren, autres auteurs, otros autores, andere auteurs,
        altri autori
    """),
    "surname first": ("author l f", "author last first", "author sort"),
    "family name": phrases("""
        author last name, author last, author surname, author family name, last name, surname,
        family name, nachname, nachname autor, autor nachname, familienname, nom de famille,
        nom de l auteur, nom auteur, apellido, apellidos, achternaam, cognome, cognome autore
    """),
    "given name": phrases("""
        author first name, author first, author given name, first name, given name, forename,
        vorname, vorname autor, autor vorname, prénom, prénom de l auteur, prénom auteur,
        nombre del autor, nombre autor, voornaam, nome autore
    """),
    "copy": (*COPIES, "copy id", "item id", "accession number", "inventarnummer"),
    "extent": phrases("""
        extent, physical description, umfang, length, länge, longueur, lunghezza, lengte
    """),
    "subtitle": phrases("""
        subtitle, sub title, untertitel, sous titre, subtítulo, sottotitolo, ondertitel
    """),
    "series": phrases("""
        series, series name, series title, reihe, buchreihe, serie, série, collana, reeks
    """),
    "volume": phrases("""
        volume, volume no, volume number, vol, band, bandnummer, band nr, bd, tome, tomo, deel,
        series number, series no, number in series
    """),
    "percent": ("percent", "percentage", "prozent", "pourcentage", "porcentaje", "percentuale"),
}  # fmt: skip
"""What a table can tell, and the names that libraries and people give the columns.

Case, blanks and punctuation make no difference. Of several the first one stands.
"""

LOANED = ("due", "checked_out", "returned")
"""Columns of dates that only loans have."""

RETURN_DATES: Mapping[str, tuple[str, ...]] = {
    "due": phrases("""
        return date, rückgabe, rückgabedatum, rückgabe am, zurück, zurück am, inleverdatum, terug,
        retourdatum, da riconsegnare
    """),
    "returned": phrases("""
        date de retour, date retour, retour, fecha de devolución, fecha devolución, devolución,
        data di restituzione, data restituzione, restituzione, data di riconsegna, riconsegna,
        return on, date of return, return
    """),
}  # fmt: skip
"""Names of the day by which a book has to be back or on which it was, by what they mean alone."""

MARKS = phrases("read, read it, have read, already read, gelesen, lu, leído, gelezen, letto")
"""Columns of the ends of reading that may have words alone, beside one of days."""

ANY_SPANS: Mapping[str, tuple[str, ...]] = {
    "started": phrases("""
        date start, begin date, date begin, date begun, date began, beginndatum, datum begonnen
    """),
    "finished": phrases("""
        date end, ended, ended on, ended at, date ended, done, done on, date done, enddatum,
        fecha de término, fecha término, fecha de terminación, fecha de finalización,
        fecha finalización, finalización, finalizado, finalizado el, data di fine, data termine,
        concluso, concluso il
    """),
}
"""Names of the days something began and ended: of reading, where no column has days of loans."""

OTHER_DAYS = phrases("""
    date added, added, added on, added at, created, created at, modified, updated, last updated,
    last modified, published, publication date, date published, release date, released, bought,
    bought on, date bought, purchased, purchase date, date purchased, acquired, date acquired,
    renewed on, last renewed, date renewed, last renewal, renewal date, reserved, reserved on,
    hold date, hold placed, date placed, placed on hold, birthday, date of birth,
    hinzugefügt, hinzugefügt am, erstellt am, geändert am, aktualisiert am, erschienen,
    erschienen am, erscheinungsdatum, erscheinungstermin, gekauft, gekauft am, kaufdatum,
    verlängert am, letzte verlängerung, vorgemerkt am, reserviert am, ajouté le, date d ajout,
    publié le, date de publication, date de parution, parution, acheté le, date d achat,
    prolongé le, réservé le,
    añadido, añadido el, agregado el, fecha de publicación, publicado, comprado, comprado el,
    fecha de compra, renovado, renovado el, reservado el,
    toegevoegd, toegevoegd op, verschenen, verschijningsdatum, gekocht, gekocht op, aankoopdatum,
    verlengd op, gereserveerd op,
    aggiunto, aggiunto il, data di aggiunta, pubblicato, data di pubblicazione, comprato,
    comprato il, acquistato il, data di acquisto, rinnovato il,
    prenotato il,
    created on, modified on, updated on, published on, purchased on, acquired on,
    creation date, last update, publishing date, acquisition date, entry date,
    erstellt, geändert, aktualisiert, erfasst, erstellungsdatum, änderungsdatum, erfassungsdatum,
    anschaffungsdatum, veröffentlicht, veröffentlichungsdatum, création, créé, modification,
    modifié, creado, creación, modificado, modificación, adquisición, alta, aangemaakt, gewijzigd,
    gepubliceerd, publicatiedatum, creato, creazione, modificato, modifica, acquisto
""")
"""Columns of dates that tell nothing of loans or of reading.

A word of `DATE_WORDS` may stand before or after these names.
"""

DATE_WORDS = folded("date, datum, fecha, data")
OF_DATES = folded("on, at, am, le, d, de, el, op, di, il")
"""Words that the name of a column of dates may have, or not, and what may go with them."""

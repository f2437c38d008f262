//! What columns are called: forms in other languages, scores of an earlier survey.

use crate::read::text;

#[test]
fn an_earlier_score_does_not_win_over_the_current_one() {
    for (file, column) in [
        ("Previous NPS,NPS\n3,9\n4,10\n", "NPS"),
        ("last_nps_score,nps_score\n3,9\n4,10\n", "nps_score"),
        ("Last score,Score\n3,9\n4,10\n", "Score"),
        ("Prior NPS,Answer\n3,9\n4,10\n", "Answer"),
        ("previousScore,Q1\n3,9\n4,10\n", "Q1"),
        ("Letzter NPS,Bewertung\n3,9\n4,10\n", "Bewertung"),
        ("NPS anterior,Nota\n3,9\n4,10\n", "Nota"),
        ("Poprzedni NPS,Ocena\n3,9\n4,10\n", "Ocena"),
        ("Forrige NPS,Vurdering\n3,9\n4,10\n", "Vurdering"),
        // Where there is no other, it is what there is.
        ("Customer,Last NPS\nA,9\nB,10\n", "Last NPS"),
    ] {
        let outcome = text(file).unwrap_or_else(|why| panic!("{why}\n{file}"));
        assert_eq!((outcome.score_column(), outcome.scored.tally.n()), (column, 2), "{file}");
        let others = outcome.columns.runner_up.map(|column| outcome.columns.name(column));
        assert_eq!(others, None, "{file}");
    }
}

#[test]
fn forms_in_danish_polish_and_turkish() {
    for (header, question, date) in [
        (
            "Id,Starttidspunkt,Fuldførelsestidspunkt,Mail,Navn,{},Tidspunkt for seneste ændring",
            "Hvor sandsynligt er det, at du vil anbefale os til en ven?",
            "Fuldførelsestidspunkt",
        ),
        (
            "Id,Starttidspunkt,Færdiggørelsestidspunkt,Mailadresse,Navn,{},Senest ændret",
            "På en skala fra 0 til 10: vil du anbefale os?",
            "Færdiggørelsestidspunkt",
        ),
        (
            "Identyfikator,Godzina rozpoczęcia,Godzina ukończenia,Adres e-mail,Nazwa,{},Godzina ostatniej modyfikacji",
            "Jak bardzo prawdopodobne jest, że polecisz nas znajomym?",
            "Godzina ukończenia",
        ),
        (
            "Kimlik,Başlangıç zamanı,Tamamlama zamanı,E-posta,Ad,{},Son değiştirme zamanı",
            "Bizi bir arkadaşınıza önerme olasılığınız nedir?",
            "Tamamlama zamanı",
        ),
        (
            "KİMLİK,BAŞLANGIÇ SAATİ,TAMAMLAMA SAATİ,E-POSTA,AD,{},SON DEĞİŞTİRME",
            "Bizi tavsiye eder misiniz?",
            "TAMAMLAMA SAATİ",
        ),
    ] {
        let header = header.replace("{}", &format!("\"{question}\""));
        let rows = "4,2026-11-01 10:00,2026-11-02 10:01,a@example.com,Ana,9,2026-12-05\n\
                    7,2026-11-03 11:00,2026-11-04 11:02,b@example.com,Bo,3,2026-12-05\n";
        let outcome = text(&format!("{header}\n{rows}")).unwrap();
        assert_eq!(outcome.score_column(), question);
        assert_eq!(outcome.date_column(), Some(date));
        assert_eq!((outcome.comment_column(), outcome.scored.tally.n()), (None, 2));
    }
}

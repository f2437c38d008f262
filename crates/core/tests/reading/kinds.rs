//! Other examples of the kinds of files that real exports showed: other names, languages, date
//! forms and orders than those of the collector's tests.

use std::fmt::Write;

use crate::read::{Outcome, bytes, text};
use outoften_core::reading::{Period, ReadError, ReadOptions, RowFilter, Scored, Warning};

/// Which columns are taken for scores, dates and comments, and how many answers there are.
fn taken(file: &str) -> (String, Option<String>, Option<String>, u64) {
    let outcome = text(file).unwrap_or_else(|why| panic!("{why}\n{file}"));
    let owned = |name: Option<&str>| name.map(str::to_owned);
    (
        outcome.score_column().to_owned(),
        owned(outcome.date_column()),
        owned(outcome.comment_column()),
        outcome.scored.tally.n(),
    )
}

fn months(file: &str) -> Result<Vec<String>, ReadError> {
    let options = ReadOptions { dates: true, ..ReadOptions::default() };
    let outcome = bytes(file.as_bytes(), options, Scored::new(false, Some(Period::Month)))?;
    assert_eq!(outcome.scored.bad_rows, 0, "{file}");
    Ok(outcome.scored.periods().into_iter().map(|(name, _)| name).collect())
}

#[test]
fn scores_win_over_classes_and_other_numbers() {
    for (file, column, n) in [
        ("Kunde,NPS,Bewertung\nA,Promotor,9\nB,Kritiker,3\nC,Passiv,8\n", "Bewertung", 3),
        ("client;nps;note\nA;Promoteur;9\nB;Détracteur;3\nC;Passif;8\nD;Promoteur;12\n", "note", 3),
        ("NPS Category,NPS Value\nPromoter,9\nDetractor,0\n", "NPS Value", 2),
        ("userId,surveyScore,licences\n10,9,5\n11,2,3\n12,10,7\n", "surveyScore", 3),
        ("visits,NPSscore,month\n3,9,5\n7,10,3\n", "NPSscore", 2),
        ("nps_class,puntaje_nps,edad\nPromotor,10,9\nDetractor,1,8\n", "puntaje_nps", 2),
        ("Клиент,NPS,Оценка\nА,Промоутер,9\nБ,Критик,2\n", "Оценка", 2),
        ("お客様,推奨度,席\nA,9,4\nB,2,6\n", "推奨度", 2),
        ("Ocena,Miejsca\n9,12\n3,14\n10,80\n", "Ocena", 3),
        (
            "{\"userId\":1,\"npsRating\":9,\"seatCount\":5}\n{\"userId\":2,\"npsRating\":0,\"seatCount\":6}\n",
            "npsRating",
            2,
        ),
    ] {
        let (score, _, _, answers) = taken(file);
        assert_eq!((score.as_str(), answers), (column, n), "{file}");
    }
    for file in
        ["NPS,Country\nPromoter,MK\nDetractor,PE\n", "Score label,City\nhigh,Lima\nlow,Skopje\n"]
    {
        assert_eq!(text(file).unwrap_err().code(), "no_score_column", "{file}");
    }
}

#[test]
fn a_question_is_known_in_the_languages_of_the_card() {
    let texts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/texts");
    let mut languages = 0;
    for entry in std::fs::read_dir(texts).unwrap() {
        let path = entry.unwrap().path();
        let words: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        for key in ["question_relational", "question_phase", "question_transactional"] {
            let question = words[key].as_str().unwrap().replace('"', "");
            // Another question on the same scale stands before it.
            let file = format!("\"A different one (0 - 10)\",\"{question}\"\n5,9\n7,10\n3,0\n");
            let (score, ..) = taken(&file);
            assert_eq!(score, question, "{}", path.display());
        }
        languages += 1;
    }
    assert!(languages >= 47);
}

#[test]
fn headers_are_held_against_what_is_below() {
    for (file, column, n) in [
        (",0\n0,9\n1,10\n2,3\n", "0", 3),
        (",0,1\nAna,9,good\nBo,3,bad\n", "0", 2),
        ("client,9,reason\nx1,8,too slow for us\nx2,7,nice and quick\n", "9", 2),
        ("2025,2026,Rating\na,b,9\nc,d,3\n", "Rating", 2),
        ("Id,NaN,Score\n1,x,9\n2,y,3\n", "Score", 2),
        ("Q4 2026,Score\nMK,9\nPE,3\n", "Score", 2),
        ("Ana,9,a friend told me\nBo,3,never came at all\n", "column 2", 2),
        ("2026-11-01;9\n2026-11-02;10\n", "column 2", 2),
    ] {
        let (score, _, _, answers) = taken(file);
        assert_eq!((score.as_str(), answers), (column, n), "{file}");
    }
    let options = ReadOptions { score_column: Some("Nota".into()), ..ReadOptions::default() };
    let file = "2024,Nota\n2025,9\n2026,3\n";
    let outcome = bytes(file.as_bytes(), options, Scored::default()).unwrap();
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

#[test]
fn title_lines_are_left_out() {
    for (file, titles) in [
        (
            "NPS Bericht\nStand: 29.11.2026\n\nDatum;Note;Kommentar\n05.11.2026;10;gut und schnell\n22.11.2026;3;zu langsam für uns\n",
            2,
        ),
        (
            "Quarterly survey,,\n2026-11-29,,\n,,\nDate,Score,Comment\n2026-11-05,10,good and quick\n2026-11-22,3,too slow for us\n2026-11-23,9,good\n",
            3,
        ),
        (
            "From,2026-11-01,\nTo,2026-11-30,\nDate,Score,Comment\n2026-11-05,10,good and quick\n2026-11-22,3,too slow for us\n",
            2,
        ),
        ("Exported on,2026-11-29\nDate,Score\n2026-11-05,10\n2026-11-22,3\n", 1),
    ] {
        let outcome = text(file).unwrap_or_else(|why| panic!("{why}\n{file}"));
        assert_eq!((outcome.columns.titles, outcome.scored.bad_rows), (titles, 0), "{file}");
        assert_eq!(months(file).unwrap(), ["2026-11"], "{file}");
    }
}

#[test]
fn a_second_line_with_the_questions_is_no_answer_and_is_said() {
    for (names, questions, row) in [
        (
            "StartDate,EndDate,Progress,Finished,RecordedDate,ResponseId,Q1,Q2",
            "Start Date,End Date,Progress,Finished,Recorded Date,Response ID,\"How likely are\nyou to recommend us?\",Why?",
            "2026-10-31 23:50:00,2026-11-01 00:05:00,100,True,2026-11-01 00:05:01,R_0aB",
        ),
        (
            "ID,Q1,Q2",
            "Response,On a scale from 0 to 10 how likely are you to recommend us?,Why?",
            "7",
        ),
        ("v1,v2,v3", "Datum,Wie wahrscheinlich ist es?,Warum?", "2026-11-01"),
        ("date,nps,why", "Fecha,¿Nos recomendarías a un amigo?,¿Por qué?", "2026-11-01"),
    ] {
        for many in [2, 3, 8, 12, 19, 40] {
            let mut file = format!("{names}\n{questions}\n");
            for answer in (0..many).map(|row| [9, 3, 10, 8, 10][row % 5]) {
                writeln!(file, "{row},{answer},good and quick really").unwrap();
            }
            let outcome = text(&file).unwrap_or_else(|why| panic!("{why}\n{file}"));
            assert_eq!(outcome.numbers(), (many as u64, 0, 0), "{file}");
            let told = outcome.columns.told(false).join("\n");
            assert!(told.contains("a second line of names"), "{told}\n{file}");
        }
    }
    // An answer in words stays a bad row.
    let file = "id,score,comment\n1,very likely,good\n2,9,so so\n3,10,fine with me\n";
    let outcome = text(&format!("{file}{}", "4,9,all good\n".repeat(20))).unwrap();
    assert_eq!(outcome.scored.bad_rows, 1);
}

#[test]
fn the_moment_of_the_answer_is_taken() {
    for (names, column) in [
        ("signedUpAt,respondedAt", "respondedAt"),
        ("createdAt,surveySentAt", "surveySentAt"),
        ("Geburtsdatum,Antwortdatum", "Antwortdatum"),
        ("Startzeit,Fertigstellungszeit", "Fertigstellungszeit"),
        ("Heure de début,Heure de fin", "Heure de fin"),
        ("Hora de inicio,Hora de finalización", "Hora de finalización"),
        ("Data registrazione,Data risposta", "Data risposta"),
        ("開始時刻,完了時刻", "完了時刻"),
        ("Время начала,Время завершения", "Время завершения"),
        ("fecha_registro,fecha_respuesta", "fecha_respuesta"),
        ("last_login,date", "date"),
    ] {
        let file = format!(
            "nps,{names}\n9,2025-01-02 10:00,2026-11-03 10:00\n3,2024-05-06 10:00,2026-11-04 10:00\n"
        );
        assert_eq!(taken(&file).1.as_deref(), Some(column), "{names}");
        assert_eq!(months(&file).unwrap(), ["2026-11"], "{names}");
        // The order of the columns does not matter.
        let (first, second) = names.split_once(',').unwrap();
        let turned = format!(
            "nps,{second},{first}\n9,2026-11-03 10:00,2025-01-02 10:00\n3,2026-11-04 10:00,2024-05-06 10:00\n"
        );
        assert_eq!(taken(&turned).1.as_deref(), Some(column), "{names}");
    }
}

#[test]
fn two_moments_of_one_rank_are_asked_for() {
    let file = "nps,date,datum\n9,2025-01-02,2026-10-02\n3,2025-02-02,2026-11-02\n";
    assert_eq!(months(file).unwrap_err().code(), "several_date_columns");
    let same = "nps,date,datum\n9,2026-10-02,2026-10-02\n3,2026-11-02,2026-11-02\n";
    assert_eq!(months(same).unwrap().len(), 2);
    let other = "nps,date_of_birth\n9,1980-01-02\n3,1990-02-02\n";
    assert_eq!(months(other).unwrap_err().code(), "other_dates");
}

#[test]
fn dates_in_many_forms() {
    for (name, first, second) in [
        ("Horodateur", "05/11/2026 10:01:02", "22/11/2026 23:59:59"),
        ("Sygnatura czasowa", "2026-11-05 10:01:02", "2026-11-22 23:59:59"),
        ("Carimbo de data/hora", "05/11/2026 10:01:02", "22/11/2026 23:59:59"),
        ("タイムスタンプ", "2026/11/05 10:01:02", "2026/11/22 23:59:59"),
        ("타임스탬프", "2026. 11. 5 오전 10:01:02", "2026. 11. 22 오후 11:59:59"),
        ("Zaman damgası", "5.11.2026 10:01:02", "22.11.2026 23:59:59"),
        ("Aikaleima", "5.11.2026 klo 10.01.02", "22.11.2026 klo 23.59.59"),
        ("Data", "5 listopada 2026", "22 listopada 2026"),
        ("Дата", "5 ноября 2026 г.", "22 ноября 2026 г."),
        ("Tarih", "5 Kasım 2026 Perşembe", "22 Kasım 2026 Pazar"),
        ("Date", "jeudi 5 novembre 2026", "dimanche 22 novembre 2026"),
        ("Data", "quinta-feira, 5 de novembro de 2026", "domingo, 22 de novembro de 2026"),
        ("Day", "11-05-26", "11-22-26"),
        ("Datum", "5-11-26", "22-11-26"),
        ("Submitted", "Nov 5, 2026 10:01 AM", "Nov 22, 2026 11:59 PM"),
        ("Date", "5-nov.-26", "22-nov.-26"),
        ("Zeit", "Do., 5. Nov. 2026, 10:01", "So., 22. Nov. 2026, 23:59"),
        ("Responded", "20261105T100102Z", "20261122T100102Z"),
        ("Survey date", "46331.5", "46348.25"),
        ("submitted_at", "1793872862", "1795341662"),
        ("日期", "2026年11月5日", "2026年11月22日"),
        ("Ngày", "5 tháng 11, 2026", "22 tháng 11, 2026"),
        ("Period", "Nov 2026", "November 2026"),
        ("Mes", "11/2026", "11/2026"),
    ] {
        let file = format!("{name};Score;Comment\n{first};9;so so\n{second};3;well now then\n");
        assert_eq!(
            months(&file).map_err(|why| format!("{why}\n{file}")),
            Ok(vec!["2026-11".to_owned()])
        );
    }
    let neighbours = "Start;Date;Score\n46330;46331;9\n46330;46348;3\n";
    assert_eq!(months(neighbours).unwrap(), ["2026-11"]);
    // Numbers of the same size that no name calls a date.
    assert_eq!(months("Customer;Score\n46331;9\n46348;3\n").unwrap_err().code(), "no_date_column");
    // Serbian and Croatian October, Czech and Polish November.
    assert_eq!(
        months("Datum;Ocjena\n5. listopada 2026;9\n1. studenoga 2026;8\n").unwrap(),
        ["2026-10", "2026-11"]
    );
}

#[test]
fn missing_marks_are_neither_answers_nor_comments() {
    for mark in [
        "keine Angabe",
        "#N/A",
        "NS/NC",
        "prefer not to say",
        "--",
        "n.a.",
        "無回答",
        "нет ответа",
        "回答なし",
        "belirtilmemiş",
        "Belirtilmemiş",
        "yok",
        "Yok",
        "unanswered",
    ] {
        let file = format!("score,comment\n9,{mark}\n{mark},was fine for us\n3,too slow for me\n");
        let outcome = text(&file).unwrap();
        assert_eq!(outcome.numbers(), (2, 1, 0), "{mark}");
    }
}

#[test]
fn cells_with_words_around_a_number() {
    for file in [
        "Frage\n8 von 10\n10 von 10\n3 von 10\n",
        "How likely?\nVery likely (9)\nNot at all (0)\nNeutral (5)\n",
        "NPS\n９\n１０\n３\n",
        "Empfehlung\n\"=\"\"9\"\"\"\n\"=\"\"10\"\"\"\n\"=\"\"3\"\"\"\n",
        "recommend\n9) Very likely\n10) Very likely\n0) Not likely\n",
        "Score\n\u{200b}9\n10\u{a0}\n3\u{200e}\n",
        "Nota\n9 puntos\n10 puntos\n3 puntos\n",
    ] {
        let outcome = text(file).unwrap_or_else(|why| panic!("{why}\n{file}"));
        assert_eq!(outcome.numbers(), (3, 0, 0), "{file}");
    }
}

#[test]
fn few_values_are_segments_and_no_comments() {
    let mut file = String::from("nota,Nombre de la encuesta,Sucursal,Plan,Motivo\n");
    for row in 0..12 {
        let branch = ["Sur de la ciudad", "Norte de la ciudad"][row % 2];
        writeln!(file, "{},Despues de la llamada,{branch},pro,palabras de cliente {row}", row % 11)
            .unwrap();
    }
    let outcome = text(&file).unwrap();
    assert_eq!(outcome.comment_column(), Some("Motivo"));
    let names: Vec<&str> =
        outcome.columns.segments.iter().map(|i| outcome.columns.name(*i)).collect();
    assert_eq!(names, ["Nombre de la encuesta", "Sucursal", "Plan"]);
}

#[test]
fn classes_are_held_against_scores_and_rows_can_be_chosen() {
    let file = "Umfrage,Note,Gruppe,NPS Klasse\nTreue,9,a,Promotor\nTreue,3,b,Kritiker\nTreue,7,a,Promotor\nHilfe,2,a,\nHilfe,1,b,\n";
    let read = |filters: &[&str]| {
        let filters = filters.iter().map(|text| RowFilter::parse(text).unwrap()).collect();
        bytes(file.as_bytes(), ReadOptions { filters, ..ReadOptions::default() }, Scored::default())
    };
    let warnings = |outcome: &Outcome| outcome.columns.warnings(&outcome.checks);
    let all = read(&[]).unwrap();
    assert_eq!(all.checks.disagreeing, 1);
    assert_eq!((all.checks.classed, all.checks.unclassed), (3, 2));
    let codes: Vec<&str> = warnings(&all).iter().map(Warning::code).collect();
    assert_eq!(codes, ["classes_disagree", "partly_classed"]);
    assert_eq!(read(&["Umfrage=treue"]).unwrap().numbers(), (3, 0, 0));
    assert_eq!(read(&["Umfrage=Treue", "Gruppe=a"]).unwrap().numbers(), (2, 0, 0));
    assert_eq!(read(&["Umfrage=Treue", "umfrage=Hilfe", "gruppe=b"]).unwrap().numbers(), (2, 0, 0));
    assert_eq!(read(&["Umfrage=Nichts"]).unwrap_err().code(), "nothing_matches");
    assert_eq!(read(&["Survey=Treue"]).unwrap_err().code(), "no_such_column");
}

#[test]
fn classes_are_known_in_many_languages() {
    for [promoter, passive, detractor] in [
        ["Promoteur", "Passif", "Détracteur"],
        ["PROMOTEURS", "Passifs", "Détracteurs"],
        ["Promotrice", "Passive", "Détractrice"],
        ["プロモーター", "パッシブ", "デトラクター"],
        ["Promotors", "Passieven", "Criticasters"],
        ["Promotorzy", "Pasywni", "Krytycy"],
        ["Promotor", "Obojętny", "Destruktor"],
        ["Suosittelija", "Passiivinen", "Arvostelija"],
        ["Támogató", "Passzív", "Ellenző"],
        ["מקדם", "פסיבי", "משמיץ"],
        ["Förespråkare", "Passiv", "Belackare"],
        ["Промотер", "Неутрален", "Критичар"],
        ["Tavsiye Eden", "Pasif", "Kötüleyen"],
        ["Destekçi", "Kararsız", "Eleştiren"],
        ["Fürsprecher", "Unentschlossener", "Kritiker"],
        ["추천", "중립", "비추천"],
    ] {
        let file = format!("Kind,Q1\n{promoter},9\n{passive},8\n{detractor},3\n{passive},10\n");
        let checks = text(&file).unwrap_or_else(|why| panic!("{why}\n{file}")).checks;
        assert_eq!((checks.classed, checks.unclassed, checks.disagreeing), (4, 0, 1), "{file}");
    }
}

#[test]
fn other_scales_are_refused_or_warned_of() {
    let column = |values: &[u32]| {
        values.iter().fold("Rating\n".to_owned(), |file, value| format!("{file}{value}\n"))
    };
    let hundred = column(&[100, 85, 40, 10, 0, 95]);
    assert_eq!(
        text(&hundred).unwrap_err(),
        ReadError::OtherScale { column: "Rating".into(), highest: 100 }
    );
    assert_eq!(text(&column(&[20, 15, 4, 10, 0, 18])).unwrap_err().code(), "other_scale");
    let options = ReadOptions { allow_partial: true, ..ReadOptions::default() };
    let outcome = bytes(hundred.as_bytes(), options.clone(), Scored::default()).unwrap();
    assert_eq!(outcome.numbers(), (2, 0, 4));
    let warnings = outcome.columns.warnings(&outcome.checks);
    assert!(warnings[0].to_string().contains("scale of 0 to 100"), "{warnings:?}");
    for shares in ["score\n0.9\n0.8\n1\n0.2\n", "nps;x\n0,95;a\n1;b\n0,15;c\n0;d\n0,5;e\n"] {
        assert!(matches!(text(shares), Err(ReadError::OtherScale { highest: 1, .. })), "{shares}");
        let outcome = bytes(shares.as_bytes(), options.clone(), Scored::default()).unwrap();
        assert_eq!(outcome.columns.warnings(&outcome.checks).len(), 1, "{shares}");
    }
    // A few halves among scores are bad rows.
    assert_eq!(text("score\n0.5\n8\n0.5\n10\n3\n").unwrap().numbers(), (3, 0, 2));
    let zero_or_one: Vec<u32> = (0..12).map(|row| row % 2).collect();
    let scale = text(&column(&zero_or_one)).unwrap().scored.likely_scale().unwrap();
    assert_eq!((scale.lowest, scale.highest), (0, 1));
    // Another column on the scale does not take the place of scores that are not.
    let file = "Rating,seats,floor\n100,5,2\n85,3,1\n90,4,3\n";
    assert_eq!(text(file).unwrap_err().code(), "other_scale");
}

#[test]
fn a_scale_in_the_name_is_warned_of_however_few_answer() {
    for (name, values, scale) in [
        ("Score (1-7)", "7\n6\n7\n5\n", Some("1 to 7")),
        ("Bewertung (1-5)", "5\n4\n5\n3\n", Some("1 to 5")),
        ("Nota [1 a 5]", "5\n4\n1\n", Some("1 to 5")),
        ("Score (0\u{2013}5)", "0\n4\n", Some("0 to 5")),
        ("Score (1-7)", "7\n9\n10\n5\n", None),
        ("Score (0-10)", "7\n5\n", None),
        ("Score (1/5)", "7\n5\n", None),
        ("Score 2026-11-05", "7\n5\n", None),
        ("Score (weeks 1-5)", "7\n5\n", None),
    ] {
        let outcome = text(&format!("{name}\n{values}")).unwrap();
        let warnings = outcome.columns.warnings(&outcome.checks);
        match scale {
            Some(scale) => assert!(warnings[0].to_string().contains(scale), "{name} {warnings:?}"),
            None => assert!(warnings.is_empty(), "{name} {warnings:?}"),
        }
    }
}

#[test]
fn sums_below_the_answers_are_no_answers() {
    let rows =
        "2026-11-05,10,good and quick\n2026-11-22,3,too slow for us\n2026-11-23,9,ok by us\n";
    for below in [
        "\nAverage,8,\n",
        "\r\n\r\nTotal:,3,\n",
        ",,\nAverage,8,\n",
        "\nDurchschnitt,7,\nAnzahl,3,\n",
        "Average,8,\n",
        "\n平均,7,\n",
        "\n합계,3,\n",
        "\n,Total,3\n",
    ] {
        let outcome = text(&format!("Date,Score,Comment\n{rows}{below}")).unwrap();
        assert_eq!(outcome.scored.tally.n(), 3, "{below}");
    }
    let outcome = text(&format!("Date,Score,Comment\n{rows}\nAverage,8,\n")).unwrap();
    let bad = outcome.scored.first_bad_rows[0].to_string();
    assert!(bad.starts_with("line 6, column \"Date\": expected an answer, not a sum"), "{bad}");
    assert!(bad.ends_with("found \"Average\""), "{bad}");
    // A name is no sum, neither is a comment over several lines.
    let named = "Branch,Score,Comment\nTotal,10,\"good\n\nand quick\"\nTotal,3,so so\n\nLima,9,\n";
    assert_eq!(text(named).unwrap().numbers(), (3, 0, 0));
}

#[test]
fn broken_files_end_in_an_error_or_a_figure() {
    let whole = "Date,Score,Comment\n2026-11-05,10,\"good, and quick\"\n2026-11-22,3,too slow\n";
    for end in 0..whole.len() {
        let cut = &whole[..end];
        match text(cut) {
            Ok(outcome) => assert!(outcome.scored.tally.n() <= 2),
            Err(why) => assert!(!why.code().is_empty()),
        }
        let with_nul = format!("{cut}\0{}", &whole[end..]);
        let outcome = text(&with_nul);
        assert!(outcome.is_err() || outcome.is_ok_and(|found| found.scored.tally.n() <= 2));
    }
    let wide = format!("{}score\n{}9\n", "a,".repeat(4_096), "1,".repeat(4_096));
    assert_eq!(text(&wide).unwrap_err().code(), "too_many_columns");
    for line in ["score", "score,comment", "9", "x"] {
        assert!(text(line).map_or(true, |found| found.scored.tally.n() <= 1), "{line}");
    }
}

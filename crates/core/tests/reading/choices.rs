//! One question with a column for each choice, in the forms that tools write it.

use std::fmt::Write;

use crate::read::{bytes, text};
use outoften_core::reading::{ReadOptions, Scored};

#[test]
fn a_column_for_each_choice_is_one_question() {
    let choices: Vec<String> = (0..=10).rev().map(|step| step.to_string()).collect();
    let answers = [10, 9, 9, 3, 8];
    // Two lines of names, the highest first, an X in the column that was chosen.
    let mut marked = format!(
        "Id,Datum,Wie wahrscheinlich ist eine Weiterempfehlung?{}\n,,{}\n",
        ",".repeat(10),
        choices.join(",")
    );
    // One line of names, 0 and 1.
    let names: Vec<String> = (0..=10).map(|step| format!("nps_{step}")).collect();
    let mut coded = format!("Id,{}\n", names.join(","));
    for (id, answer) in answers.iter().enumerate() {
        let cells = |filled: &str, empty: &str, down: bool| {
            let steps: Vec<i32> = if down { (0..=10).rev().collect() } else { (0..=10).collect() };
            let cell =
                |step: &i32| if step == answer { filled.to_owned() } else { empty.to_owned() };
            steps.iter().map(cell).collect::<Vec<_>>().join(",")
        };
        writeln!(marked, "{},2026-11-0{},{}", 400 + id, id + 1, cells("X", "", true)).unwrap();
        writeln!(coded, "{},{}", 400 + id, cells("1", "0", false)).unwrap();
    }
    for file in [marked, coded] {
        let outcome = text(&file).unwrap_or_else(|why| panic!("{why}\n{file}"));
        assert_eq!(outcome.scored.tally.counts(), &[0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 1], "{file}");
    }
}

/// SurveyMonkey's expanded form, as the parts around it change.
fn expanded(
    lead: &str,
    steps: &[String],
    tail: [&str; 2],
    answers: &[usize],
    by_label: bool,
) -> String {
    let many = lead.split(',').count();
    let mut file = format!(
        "{lead},\"How likely is it that you would recommend us?\"{}{}\n{}{}{}\n",
        ",".repeat(10),
        tail[0],
        ",".repeat(many),
        steps.join(","),
        tail[1]
    );
    for (row, answer) in answers.iter().enumerate() {
        let label = |step: usize| if by_label { steps[step].clone() } else { step.to_string() };
        let cells: Vec<String> = (0..=10)
            .map(|step| if step == *answer { label(step) } else { String::new() })
            .collect();
        let days = ",11/05/2026".repeat(many - 1);
        let comment =
            if tail[0].is_empty() { String::new() } else { format!(",good words here {row}") };
        writeln!(file, "{}{days},{}{comment}", 118_000 + row, cells.join(",")).unwrap();
    }
    file
}

#[test]
fn choices_are_known_by_what_they_hold_whatever_stands_beside() {
    let numbers: Vec<String> = (0..=10).map(|step| step.to_string()).collect();
    let mut ends = numbers.clone();
    (ends[0], ends[10]) = ("Not at all likely - 0".into(), "Extremely likely - 10".into());
    let mut words = numbers.clone();
    (words[0], words[10]) = ("Unwahrscheinlich".into(), "Sehr wahrscheinlich".into());
    let leads = [
        "Respondent ID,Start Date,End Date",
        "Befragten-ID,Startdatum,Enddatum",
        "ID du répondant,Date de début",
        "回答者ID",
    ];
    let given = [0, 9, 10, 8, 3, 9, 7, 10, 6, 9, 0, 10];
    for (lead, steps) in
        leads.iter().flat_map(|lead| [(lead, &numbers), (lead, &ends), (lead, &words)])
    {
        for tail in [[",Comment", ",Open-Ended Response"], ["", ""]] {
            for many in [1, 2, 12, 40] {
                let answers: Vec<usize> = given.iter().cycle().take(many).copied().collect();
                let mut counts = [0; 11];
                answers.iter().for_each(|answer| counts[*answer] += 1);
                for by_label in [false, true] {
                    let file = expanded(lead, steps, tail, &answers, by_label);
                    for column in [
                        None,
                        Some("How likely is it that you would recommend us?"),
                        Some(steps[10].as_str()),
                    ] {
                        let column = column.map(str::to_owned);
                        let options =
                            ReadOptions { score_column: column, ..ReadOptions::default() };
                        let outcome = bytes(file.as_bytes(), options, Scored::default())
                            .unwrap_or_else(|why| panic!("{why}\n{file}"));
                        assert_eq!(outcome.scored.tally.counts(), &counts, "{file}");
                        assert_eq!(outcome.numbers(), (many as u64, 0, 0), "{file}");
                    }
                }
            }
        }
    }
}

#[test]
fn choices_without_a_second_line_and_choices_that_are_all_the_names() {
    let plain =
        "id,Q,,,,,,,,,,,Comment\n1,,,,,,,,,,9,,so so\n2,0,,,,,,,,,,,never\n3,,,,,,,,,,,10,well\n";
    assert_eq!(text(plain).unwrap().scored.tally.counts(), &[1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    // Of two questions the one that asks for a recommendation.
    let steps: Vec<String> = (0..=10).map(|step| step.to_string()).collect();
    let (steps, empty) = (steps.join(","), ",".repeat(10));
    let two = format!(
        "id,How easy was it?{empty},Would you recommend us?{empty},Why\n,{steps},{steps},Text\n\
         1,,,,3{},,,,,,,,,,9,,so so\n2,,,,,4{},,,,,,,,,,,10,well\n",
        ",".repeat(7),
        ",".repeat(6)
    );
    let outcome = text(&two).unwrap_or_else(|why| panic!("{why}\n{two}"));
    assert_eq!(outcome.score_column(), "Would you recommend us?");
    assert_eq!(outcome.scored.tally.counts(), &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1], "{two}");
    for (mark, other) in [("x", ""), ("1", "0"), ("1", "")] {
        let mut file = "id,date,0,1,2,3,4,5,6,7,8,9,10,comment\n".to_owned();
        for (row, answer) in [10, 9, 0, 3].iter().enumerate() {
            let cells: Vec<&str> =
                (0..=10).map(|step| if step == *answer { mark } else { other }).collect();
            writeln!(file, "{row},2026-11-05,{},words of {row}", cells.join(",")).unwrap();
        }
        let outcome = text(&file).unwrap_or_else(|why| panic!("{why}\n{file}"));
        assert_eq!(outcome.scored.tally.counts(), &[1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1], "{file}");
        assert_eq!(outcome.comment_column(), Some("comment"), "{file}");
        assert_eq!(outcome.date_column(), Some("date"), "{file}");
    }
}

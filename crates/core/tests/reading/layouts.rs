//! Exports of the tools people come from, as their documentation shows them.

use crate::read::{bytes, text};
use outoften_core::reading::{Layout, Period, ReadOptions, Scored};

#[test]
fn delighted() {
    let file = "Name,Email,Score,Comment,Permalink,Created At\n\
                Ana,ana@example.org,0,Too slow,https://example.org/r/1,1795341600\n\
                Bo,bo@example.org,10,,https://example.org/r/2,1795341600\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::Delighted));
    assert_eq!(outcome.score_column(), "Score");
    assert_eq!(outcome.comment_column(), Some("Comment"));
    assert_eq!(outcome.date_column(), Some("Created At"));
    assert_eq!(outcome.numbers(), (2, 0, 0));
    assert_eq!(outcome.scored.tally.counts()[0], 1);
}

#[test]
fn survey_monkey_has_two_header_lines_and_labelled_scores() {
    let file = "Respondent ID,Collector ID,Start Date,End Date,IP Address,\
                How likely is it that you would recommend Acme?,What could we do better?\n\
                ,,,,,,Open-Ended Response\n\
                118000000001,1,11/03/2026 09:00:00 AM,11/03/2026 09:01:00 AM,,10 - Extremely likely,\n\
                118000000002,1,12/04/2026 09:00:00 AM,12/04/2026 09:01:00 AM,,0 - Not at all likely,All of it\n\
                118000000003,1,12/05/2026 09:00:00 AM,12/05/2026 09:01:00 AM,,,\n";
    let options = ReadOptions { dates: true, ..ReadOptions::default() };
    let scored = Scored::new(false, Some(Period::Month));
    let outcome = bytes(file.as_bytes(), options, scored).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::SurveyMonkey));
    assert!(outcome.score_column().starts_with("How likely"));
    assert_eq!(outcome.comment_column(), Some("What could we do better?"));
    assert_eq!(outcome.numbers(), (2, 1, 0));
    let periods: Vec<String> = outcome.scored.periods().into_iter().map(|(name, _)| name).collect();
    assert_eq!(periods, ["2026-11", "2026-12"], "the month comes first");
}

#[test]
fn qualtrics_has_three_header_lines_and_a_group_beside_the_score() {
    let file = "StartDate,EndDate,RecordedDate,ResponseId,Q1_NPS_GROUP,Q1,Q2\n\
                Start Date,End Date,Recorded Date,Response ID,\
                On a scale from 0-10 how likely are you to recommend us? - Group,\
                \"On a scale from 0-10, how likely are you to recommend us?\",Why?\n\
                \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\
                \"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\
                \"{\"\"ImportId\"\":\"\"QID1_NPS_GROUP\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\
                \"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n\
                2026-11-01 10:00:00,2026-11-01 10:01:00,2026-11-01 10:01:01,R_1,3,9,Good people\n\
                2026-11-02 10:00:00,2026-11-02 10:01:00,2026-11-02 10:01:01,R_2,1,2,Long wait again\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::Qualtrics));
    assert_eq!(outcome.score_column(), "Q1");
    assert_eq!(outcome.comment_column(), Some("Q2"));
    assert_eq!(outcome.date_column(), Some("RecordedDate"));
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

#[test]
fn typeform() {
    let file = "#,\"¿Qué tan probable es que nos recomiendes?\",\"¿Por qué?\",Response Type,\
                Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID\n\
                odwdp4nz,9,Muy bien,completed,2026-11-05 02:39:31,,2026-11-05 02:41:38,653e97acae\n\
                abcdp4nz,4,Muy mal,completed,2026-11-05 02:39:31,,2026-11-05 02:41:38,653e97acaf\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::Typeform));
    assert!(outcome.score_column().contains("probable"));
    assert_eq!(outcome.date_column(), Some("Submit Date (UTC)"));
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

#[test]
fn ask_nicely() {
    let file = "response_id,person_id,name,email,answer,answer_label,comment,segment,responded\n\
                1,7,Ana,ana@example.org,10,Promoter,Great,shop,1795341600\n\
                2,8,Bo,bo@example.org,0,Detractor,,web,1795341600\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::AskNicely));
    assert_eq!(outcome.score_column(), "answer");
    assert_eq!(outcome.comment_column(), Some("comment"));
    assert_eq!(outcome.date_column(), Some("responded"));
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

#[test]
fn post_hog_as_csv_and_as_json_lines() {
    let csv = "uuid,event,timestamp,properties.$survey_id,properties.$survey_response,\
               properties.$survey_response_1\n\
               a,survey sent,2026-11-05T02:41:38Z,s1,10,love it a lot\n\
               b,survey sent,2026-11-05T02:41:38Z,s1,0,\n\
               c,survey dismissed,2026-11-05T02:41:38Z,s1,,\n";
    let json = r#"{"event":"survey sent","timestamp":"2026-11-05T02:41:38Z","properties":{"$survey_response":10,"$survey_response_1":"love it"}}
{"event":"survey sent","timestamp":"2026-11-05T02:41:38Z","properties":{"$survey_response":"0"}}

{"event":"survey dismissed","timestamp":"2026-11-05T02:41:38Z","properties":{"$survey_response":null}}"#;
    for file in [csv, json] {
        let outcome = text(file).unwrap();
        assert_eq!(outcome.columns.layout, Some(Layout::PostHog));
        assert_eq!(outcome.score_column(), "properties.$survey_response");
        assert_eq!(outcome.date_column(), Some("timestamp"));
        assert_eq!(outcome.numbers(), (2, 1, 0));
        assert_eq!(outcome.scored.tally.counts()[0], 1);
    }
}

#[test]
fn formbricks() {
    let file = "No.,Response ID,Timestamp,Finished,Survey ID,User ID,Tags,\
                1. How likely are you to recommend Acme?,2. What should we improve?\n\
                1,clx1,2026-11-05 02:41:38,Yes,s1,,,9,The opening hours\n\
                2,clx2,2026-11-05 02:41:38,Yes,s1,,,0,\n\
                3,clx3,2026-11-05 02:41:38,No,s1,,,,\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, Some(Layout::Formbricks));
    assert!(outcome.score_column().starts_with("1. How likely"));
    assert_eq!(outcome.comment_column(), Some("2. What should we improve?"));
    assert_eq!(outcome.date_column(), Some("Timestamp"));
    assert_eq!(outcome.numbers(), (2, 1, 0));
}

#[test]
fn an_unknown_tool_is_read_by_content() {
    let file =
        "Klant;Cijfer;Opmerking over ons\nA1;9;goed en snel geholpen\nA2;3;veel te lang wachten\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.columns.layout, None);
    assert_eq!(outcome.score_column(), "Cijfer");
    assert_eq!(outcome.comment_column(), Some("Opmerking over ons"));
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

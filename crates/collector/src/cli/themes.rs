//! `outoften themes`: what detractors write and promoters do not, and the reverse.

use clap::Args;
use outoften_core::reading::{BadRow, ReadError, Row, Scored, Sink};
use outoften_core::themes::{Comment, StopWords, Theme, contrast};
use outoften_core::{Class, Score};
use serde::Serialize;

use super::failure::Failure;
use super::options::{ColumnOptions, Format, FormatOption};
use super::{input, output};

/// What `--help` says at its end.
const HELP: &str = "\
Example:
  outoften themes answers.csv --language es

A theme that fewer than three people share is not shown.

Exit codes: 0 done, 1 not possible (the message says why), 2 wrong usage";

/// See [`super::Command::Themes`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct ThemesOptions {
    /// CSV, TSV, JSON lines (plain or .gz) or a workbook (.xlsx); - is standard input
    file: String,
    /// Language of the comments: en, es and mk have lists of function words
    #[arg(long, default_value = "en", value_name = "TAG")]
    language: String,
    #[command(flatten)]
    columns: ColumnOptions,
    #[command(flatten)]
    format: FormatOption,
}

/// Comments are kept in memory: they are compared with one another.
#[derive(Default)]
struct Comments {
    scored: Scored,
    texts: Vec<(Class, String)>,
}

impl Sink for Comments {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.scored.row(row)?;
        let text = row.comment().trim_ascii();
        if let (Some(score), false) = (Score::new(row.value), text.is_empty()) {
            self.texts.push((score.class(), String::from_utf8_lossy(text).into_owned()));
        }
        Ok(())
    }

    fn unanswered(&mut self) {
        self.scored.unanswered();
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.scored.bad_row(bad);
    }
}

#[derive(Serialize)]
struct Themes {
    detractors: u64,
    promoters: u64,
    bad_rows: u64,
    themes: Vec<Theme>,
}

pub(super) fn run(options: &ThemesOptions) -> Result<(), Failure> {
    let mut comments = Comments::default();
    let read =
        input::read(&options.file, &options.columns, options.columns.reading(), &mut comments)?;
    read.remark(&comments.scored);
    if read.columns.comment.is_none() {
        let path = input::called(&options.file);
        eprintln!("{path}: no column looks like comments; name it with --comment-column");
    }
    let texts: Vec<Comment<'_>> =
        comments.texts.iter().map(|(class, text)| Comment { class: *class, text }).collect();
    let of_class = |class| texts.iter().filter(|comment| comment.class == class).count() as u64;
    let themes = Themes {
        detractors: of_class(Class::Detractor),
        promoters: of_class(Class::Promoter),
        bad_rows: comments.scored.bad_rows,
        themes: contrast(&texts, &StopWords::of_language(&options.language)),
    };
    print(&themes, options.format.format)?;
    read.warn(comments.scored.likely_scale());
    Ok(())
}

const HEADER: [&str; 8] = [
    "class",
    "phrase",
    "detractors_with",
    "detractors",
    "promoters_with",
    "promoters",
    "p_value",
    "quotes",
];

fn print(themes: &Themes, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(themes)?,
        Format::Csv => {
            let row = |theme: &Theme| {
                let counts = [
                    theme.detractors_with,
                    theme.detractors,
                    theme.promoters_with,
                    theme.promoters,
                ];
                let mut row = vec![theme.class.to_owned(), theme.phrase.clone()];
                row.extend(counts.iter().map(u64::to_string));
                row.extend([output::plain(theme.p_value), theme.quotes.join(" | ")]);
                row
            };
            output::csv(&HEADER, &themes.themes.iter().map(row).collect::<Vec<_>>())?;
        }
        Format::Table => {
            let mut rows = Vec::new();
            for theme in &themes.themes {
                rows.push(vec![format!(
                    "{}: \"{}\"  {} of {} detractors, {} of {} promoters",
                    theme.class,
                    theme.phrase,
                    theme.detractors_with,
                    theme.detractors,
                    theme.promoters_with,
                    theme.promoters
                )]);
                rows.extend(theme.quotes.iter().map(|quote| vec![format!("    {quote}")]));
            }
            if rows.is_empty() {
                rows.push(vec!["no theme sets the classes apart".to_owned()]);
            }
            output::table(&rows)?;
        }
    }
    Ok(())
}

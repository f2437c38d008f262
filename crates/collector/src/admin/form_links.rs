//! `outoften email` and `outoften qr`: ways to the hosted form.
//!
//! Every link only preselects a score; nothing counts before somebody presses Send, so programs
//! that open all links of a mail change nothing.

use clap::{Args, ValueEnum};
use maud::{DOCTYPE, html};
use outoften_core::color::{Accent, Color};
use outoften_core::survey::{Survey, TextKey, Wording};
use outoften_core::{Score, language};

use super::{AdminError, DatabaseOptions};
use crate::intake::FormFields;
use crate::store::Store;
use crate::texts;

/// Options of `outoften email`.
#[derive(Args, Debug)]
pub struct EmailOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    survey: String,
    /// The language of the mail.
    #[arg(long, default_value = "en")]
    lang: String,
    /// What to print.
    #[arg(long, value_enum, default_value_t = MailPart::Html)]
    part: MailPart,
    /// Where the collector is reached from outside.
    #[arg(long, env = "OUTOFTEN_PUBLIC_URL", default_value = "http://127.0.0.1:8010")]
    url: String,
    /// The signed name of one person, as in the links of `outoften link`; or a placeholder of
    /// your mail program.
    #[arg(long)]
    token: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MailPart {
    Html,
    Text,
    Subjects,
}

pub(super) async fn email(options: &EmailOptions) -> Result<(), AdminError> {
    let survey = load_survey(&options.database.open().await?, &options.survey).await?;
    let survey = texts::complete(&survey, &[&options.lang]);
    let words = texts::wording(&survey, &[&options.lang]);
    let url = public_base(&options.url);
    let link = |score: Option<Score>| {
        let score = score.map(|score| format!("&score={score}")).unwrap_or_default();
        let person = options.token.as_ref().map(|token| format!("&u={token}")).unwrap_or_default();
        let id = &survey.id;
        let lang: String = form_urlencoded::byte_serialize(words.language.as_bytes()).collect();
        format!("{url}/f/{id}?channel=email&lang={lang}{score}{person}")
    };
    match options.part {
        MailPart::Html => println!("{}", html_part(&survey, &words, &link)),
        MailPart::Text => println!("{}", text_part(&survey, &words, &link)),
        MailPart::Subjects => {
            println!("{}\n{}", one_line(words.question()), one_line(&survey.brand.name));
        }
    }
    Ok(())
}

/// A subject is a line of a mail's head: a second line would be another header.
fn one_line(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Tables and inline styles: what mail programs understand.
fn html_part(survey: &Survey, words: &Wording, link: &dyn Fn(Option<Score>) -> String) -> String {
    let brand = Color::parse(&survey.brand.color).unwrap_or(Color::BLACK);
    let accent = Accent::of(brand, Color::LIGHT_SURFACE);
    let cell = format!(
        "display:block;padding:12px 0;color:{};background:{};text-decoration:none;\
         font-weight:bold;border-radius:6px",
        accent.text.to_hex(),
        accent.fill.to_hex()
    );
    let (lowest, highest) = survey.metric.scale();
    let direction = if language::is_rtl(&words.language) { "rtl" } else { "ltr" };
    html! {
        (DOCTYPE)
        html lang=(words.language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (survey.brand.name) }
            }
            body style="margin:0;padding:24px 12px;font:16px/1.5 Arial,sans-serif;color:#1b1d24" {
                table role="presentation" width="100%" style="max-width:600px;margin:0 auto" {
                    tr { td {
                        h1 style="font-size:20px;line-height:1.4" { (words.question()) }
                    } }
                    tr { td {
                        table role="presentation" width="100%" style="table-layout:fixed" { tr {
                            @for score in survey.metric.scores() {
                                td align="center" style="padding:2px" {
                                    a href=(link(Some(score))) style=(cell)
                                        aria-label=(words.spoken(score)) { (score) }
                                }
                            }
                        } }
                        table role="presentation" width="100%" style="font-size:13px" { tr {
                            td { (lowest) " – " (words.get(TextKey::Low)) }
                            td style="text-align:end" { (highest) " – " (words.get(TextKey::High)) }
                        } }
                    } }
                    tr { td style="padding-top:16px;font-size:13px" {
                        a href=(link(None)) style="color:#1b1d24" { (survey.brand.name) }
                    } }
                }
            }
        }
    }
    .into_string()
}

fn text_part(survey: &Survey, words: &Wording, link: &dyn Fn(Option<Score>) -> String) -> String {
    let line = |score: Score| format!("{}: {}", words.spoken(score), link(Some(score)));
    let lines: Vec<String> = survey.metric.scores().map(line).collect();
    format!("{}\n\n{}", words.question(), lines.join("\n"))
}

/// Options of `outoften qr`.
#[derive(Args, Debug)]
pub struct QrOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The survey's id.
    survey: String,
    /// What was experienced where the code hangs.
    #[arg(long)]
    touchpoint: Option<String>,
    /// Where the collector is reached from outside.
    #[arg(long, env = "OUTOFTEN_PUBLIC_URL", default_value = "http://127.0.0.1:8010")]
    url: String,
}

/// Prints an SVG picture, black on white, with the quiet zone that scanners need.
pub(super) async fn qr(options: &QrOptions) -> Result<(), AdminError> {
    let survey = load_survey(&options.database.open().await?, &options.survey).await?;
    let mut address = format!("{}/f/{}?channel=qr", public_base(&options.url), survey.id);
    if let Some(touchpoint) = &options.touchpoint {
        // A code that hangs on a wall must not lead to a page that says that the link is wrong.
        let fields = [("id", "0".repeat(8)), ("touchpoint", touchpoint.clone())];
        FormFields::check(&fields, &survey)?;
        let encoded: String = form_urlencoded::byte_serialize(touchpoint.as_bytes()).collect();
        address += &format!("&touchpoint={encoded}");
    }
    let code = qrcode::QrCode::with_error_correction_level(&address, qrcode::EcLevel::M)
        .map_err(|error| format!("the address is too long for a QR code: {error}"))?;
    println!(
        "{}",
        code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build()
    );
    Ok(())
}

/// The address that links begin with. Says so if only this machine can follow them: a mail that
/// was sent cannot be called back.
pub(super) fn public_base(url: &str) -> &str {
    let (_, place) = url.split_once("://").unwrap_or(("", url));
    if ["127.", "localhost", "[::1]"].iter().any(|near| place.starts_with(near)) {
        eprintln!(
            "outoften: links to {url} work on this machine only: name the address from outside \
             with --url or OUTOFTEN_PUBLIC_URL"
        );
    }
    url.trim_end_matches('/')
}

pub(super) async fn load_survey(store: &Store, id: &str) -> Result<Survey, AdminError> {
    let stored = store.survey(id).await?;
    let stored = stored.ok_or_else(|| super::import_export::unknown_survey(id))?;
    let document: serde_json::Value = serde_json::from_str(&stored.document)?;
    Ok(Survey::read(&document)?)
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            one_line("Acme\r\nBcc: eve@evil.example\u{2028}x"),
            "Acme Bcc: eve@evil.example x"
        );
    }
}

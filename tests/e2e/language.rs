//! Which language the card speaks: the tag's, else the page's, else the browser's.

use serde_json::{Value, json};

use crate::harness::{Page, Stage, Start, survey, survey_with};

/// The card's language and its Send button, for a tag, a page and a browser in some languages.
async fn spoken(tag: &str, page: &str, browser: &'static str) -> (String, String) {
    let start = Start { languages: Some(browser), ..Start::default() };
    let stage = Stage::started(&survey(), start).await;
    let html = Page::with_tag(&stage.tag(tag)).replace("<html lang=\"en\">", page);
    stage.site.put("/", html);
    stage.meet().await;
    let language =
        "return document.querySelector('out-of-ten').shadowRoot.querySelector('.root').lang";
    let language = stage.browser.run(language).await.as_str().unwrap().to_owned();
    stage.delivers(0).await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!(
        row.lang.as_ref(),
        Some(&language),
        "the answer says in which language it was given"
    );
    (language, stage.card().text(".thanks").await)
}

#[tokio::test]
async fn the_tags_language_comes_first() {
    let (language, thanks) = spoken("data-lang=\"es\"", "<html lang=\"mk\">", "en").await;
    assert_eq!(language, "es");
    assert!(thanks.contains("Gracias"), "{thanks}");
}

#[tokio::test]
async fn then_the_pages() {
    let (language, thanks) = spoken("", "<html lang=\"mk\">", "es,en").await;
    assert_eq!(language, "mk");
    assert!(thanks.contains("Благодар") || thanks.contains("Ви благодариме"), "{thanks}");
}

#[tokio::test]
async fn then_the_browsers() {
    assert_eq!(spoken("", "<html>", "es-MX,en").await.0, "es");
}

#[tokio::test]
async fn a_language_nobody_wrote_gives_way_to_the_next() {
    assert_eq!(spoken("data-lang=\"tlh\"", "<html lang=\"xx\">", "mk").await.0, "mk");
}

/// The card stands in another language, and whoever wrote the tag can read why; a region that gives way
/// to its base is nothing to say.
#[tokio::test]
async fn a_language_that_does_not_exist_is_one_line() {
    for (wanted, lines) in [("tlh", 1), ("mk-MK", 0), ("MK", 0), ("", 0)] {
        let stage = Stage::new().await;
        let tag = stage.tag(&format!("data-lang=\"{wanted}\""));
        stage.site.put("/", Page::with_tag(&tag));
        stage.meet().await;
        stage.delivers(7).await;
        let said = stage.browser.console().await;
        assert_eq!(said.len(), lines, "{wanted}: {said:?}");
        let is_so = |line: &String| line.contains("tlh") && line.contains("the card speaks en");
        assert!(said.iter().all(is_so), "{said:?}");
    }
}

/// A region gives way to its base, and a base that nobody wrote to the survey's own language: the card
/// stands in any case.
#[tokio::test]
async fn a_region_gives_way_to_its_base_and_a_base_to_the_surveys_own_language() {
    for (wanted, spoken) in [("fr-CA", "fr"), ("de-AT", "de"), ("ar-EG", "ar"), ("xx-YY", "es")] {
        let start = Start { languages: Some("xx"), ..Start::default() };
        let stage = Stage::started(&survey_with(&json!({"locale": "es"})), start).await;
        let tag = stage.tag(&format!("data-lang=\"{wanted}\""));
        stage.site.put("/", Page::with_tag(&tag).replace("<html lang=\"en\">", "<html>"));
        stage.meet().await;
        let root =
            "return document.querySelector('out-of-ten').shadowRoot.querySelector('.root').lang";
        assert_eq!(stage.browser.run(root).await, spoken, "{wanted}");
        let documents =
            stage.door.asked().into_iter().filter(|asked| asked.path.ends_with(".json"));
        assert_eq!(documents.count(), 1, "{wanted}: one language is downloaded");
    }
}

/// Every language with ready wordings is served, at least 32, each with a question of its own; and no
/// document brings more than the language that is wanted and the survey's own.
#[tokio::test]
async fn at_least_32_languages_are_served_and_only_the_one_that_is_wanted() {
    let stage = Stage::new().await;
    stage.visit().await;
    let folder = format!("{}/../www/texts", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut languages: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
    languages.sort();
    assert!(languages.len() >= 32, "{languages:?}");
    for wanted in ["en", "es", "mk", "ar", "he", "fa", "ur"] {
        assert!(languages.iter().any(|language| language == wanted), "{wanted}");
    }
    let read = "const [address, done] = arguments; fetch(address).then((reply) => reply.json())\
                .then((document) => done(document.texts), (error) => done(String(error)))";
    for language in &languages {
        let address = format!("{}/v1/surveys/acme.json?lang={language}", stage.door.origin());
        let texts = stage.browser.run_async_with(read, vec![json!(address)]).await;
        let served: Vec<&String> = texts.as_object().unwrap().keys().collect();
        assert_eq!(served, [language], "only the chosen one is downloaded");
        let texts = texts[language].as_object().unwrap();
        let is_said = |text: &Value| text.as_str().is_some_and(|text| !text.is_empty());
        assert!(texts.len() > 10 && texts.values().all(is_said), "{language}: {texts:?}");
    }
}

/// Tags in the forms that pages and systems write, and the language that each means.
const FORMS: [(&str, &str); 12] = [
    ("zh_TW", "zh-TW"),
    ("zh-Hant-MO", "zh-TW"),
    ("zh-Hans-HK", "zh"),
    ("pt_BR", "pt-BR"),
    ("PT-ao", "pt"),
    ("iw-IL", "he"),
    ("in-ID", "id"),
    ("no_NO", "nb"),
    ("nno", "nb"),
    ("deu", "de"),
    ("sr-Latn", "hr"),
    ("srp_RS", "sr"),
];

async fn spoken_now(stage: &Stage) -> Value {
    stage.card().stands().await;
    let read = "const {lang} = document.querySelector('out-of-ten').shadowRoot.querySelector('.root');\
                localStorage.clear(); return lang";
    stage.browser.run(read).await
}

/// In the tag, on the page, from the collector.
#[tokio::test]
async fn a_tag_in_any_form_is_the_language_that_it_means() {
    let stage = Stage::new().await;
    for (wanted, language) in FORMS {
        let tag = stage.tag(&format!("data-lang=\"{wanted}\""));
        stage.site.put("/", Page::with_tag(&tag));
        stage.visit().await;
        assert_eq!(spoken_now(&stage).await, language, "data-lang {wanted}");
        let html = format!("<html lang=\"{wanted}\">");
        stage.site.put("/", Page::with_tag(&stage.tag("")).replace("<html lang=\"en\">", &html));
        stage.visit().await;
        assert_eq!(spoken_now(&stage).await, language, "lang {wanted}");
    }
    let said = stage.browser.console().await;
    let relatives = |line: &String| line.contains("sr-Latn") || line.contains("nno");
    assert!(said.iter().all(relatives), "{said:?}");
}

/// A document on a static host has all its languages, and the card finds the same one.
#[tokio::test]
async fn so_it_is_in_a_document_of_a_static_host() {
    let stage = Stage::new().await;
    let mut texts = json!({});
    for language in ["en", "zh", "zh-TW", "pt", "pt-BR", "he", "id", "nb", "de", "sr", "hr"] {
        texts[language] = json!({"question_relational": "?", "send": "Send"});
    }
    let mut document = survey();
    document["texts"] = texts;
    stage.site.put("/survey.json", Page::new(document.to_string()));
    for (wanted, language) in FORMS {
        let tag = stage.tag(&format!("data-src=\"/survey.json\" data-lang=\"{wanted}\""));
        stage.site.put("/", Page::with_tag(&tag));
        stage.visit().await;
        assert_eq!(spoken_now(&stage).await, language, "{wanted}");
    }
}

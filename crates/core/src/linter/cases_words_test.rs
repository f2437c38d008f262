//! The cases of words, waits, colours and addresses.

use serde_json::{Value, json};

use super::Rule;

pub fn text(language: &str, key: &str, text: &str) -> Value {
    json!({"texts": {language: {key: text}}})
}

fn question(language: &str, asked: &str) -> Value {
    text(language, "question_relational", asked)
}

pub fn wording() -> Vec<(Rule, Value, Value)> {
    use Rule::*;
    let ends = |metric: &str, low: &str, high: &str| {
        let keys = if metric == "nps" { String::new() } else { format!("_{metric}") };
        json!({"metric": metric, "touchpoint": "your order",
            "texts": {"en": {format!("low{keys}"): low, format!("high{keys}"): high}}})
    };
    vec![
        (
            UnknownPlaceholder,
            question("en", "Recommend {company}?"),
            question("en", "Recommend {brand}?"),
        ),
        (
            UnknownPlaceholder,
            text("en", "score", "{score} of {left}"),
            text("en", "score", "{score} of {top}"),
        ),
        (LostNumber, text("en", "score", "a score"), text("en", "score", "{score}")),
        (LostNumber, text("es", "left", "quedan"), text("es", "left", "quedan {left}")),
        (
            LeadingWords,
            question("en", "Recommend our great shop?"),
            question("en", "Recommend Greater Ltd?"),
        ),
        (LeadingWords, question("en", "You like us, don’t you?"), question("en", "Would you?")),
        (
            LeadingWords,
            question("es", "¿Recomiendas nuestra excelente tienda?"),
            question("es", "¿Recomiendas la tienda?"),
        ),
        (
            LeadingWords,
            question("mk", "Ја препорачувате нашата одлична продавница?"),
            question("mk", "Ја препорачувате продавницата?"),
        ),
        (
            TwoQuestions,
            question("en", "Happy? Would you recommend us?"),
            question("en", "Would you recommend us?"),
        ),
        (
            TwoQuestions,
            question("en", "How happy are you and how likely to return?"),
            question("en", "A friend and a colleague?"),
        ),
        (
            TwoQuestions,
            question("es", "¿Qué te gusta y por qué?"),
            question("es", "¿Nos recomiendas a amigos y familiares?"),
        ),
        (
            TwoQuestions,
            question("mk", "Што мислите и колку препорачувате?"),
            question("mk", "На пријател и колега?"),
        ),
        (
            TwoQuestions,
            json!({"metric": "csat", "touchpoint": "delivery and support"}),
            json!({"metric": "csat", "touchpoint": "the Barnes and Noble card"}),
        ),
        (NoTouchpoint, json!({"metric": "csat"}), json!({"metric": "ces2"})),
        (
            NoTouchpoint,
            json!({"kind": "phase"}),
            json!({"kind": "phase", "touchpoint": "setting up"}),
        ),
        (
            Incentive,
            text("en", "hint", "Win a voucher."),
            text("en", "hint", "A voucher for you, whatever you answer."),
        ),
        (
            Incentive,
            text("es", "thanks", "Aquí está tu descuento."),
            text("es", "thanks", "Un descuento por cualquier respuesta."),
        ),
        (
            Incentive,
            text("mk", "thanks", "Добивате попуст."),
            text("mk", "thanks", "Попуст без оглед на одговорот."),
        ),
        (TooLong, question("en", &"x".repeat(161)), question("en", &"x".repeat(160))),
        (TooLong, text("en", "high", &"x".repeat(33)), text("en", "high", &"x".repeat(32))),
        (
            ReversedEnds,
            ends("nps", "Extremely likely", "Not at all likely"),
            ends("nps", "Not at all likely", "Extremely likely"),
        ),
        (
            ReversedEnds,
            ends("csat", "Happy", "Not happy"),
            ends("csat", "Not happy", "Nothing to wish for, not one thing"),
        ),
        (
            ReversedEnds,
            ends("ces1", "Very high effort", "Very low effort"),
            ends("ces1", "Little effort", "Not little effort"),
        ),
        (
            ReversedEnds,
            json!({"texts": {"mk": {"low": "Сигурно", "high": "Никогаш"}}}),
            json!({"texts": {"mk": {"low": "Никогаш", "high": "Сигурно"}}}),
        ),
        (MissingTranslation, text("tlh", "low", "ghobe'"), text("en-AU", "low", "No way")),
        (MissingTranslation, json!({"locale": "sp"}), json!({"locale": "es-MX"})),
        (
            PlainHttp,
            text("en", "thanks", "See http://a.example"),
            text("en", "thanks", "See https://a.example"),
        ),
        (
            ReviewGating,
            text("en", "why_promoter", "Please leave a review."),
            json!({"texts": {"en": {"why_promoter": "Rate us on Yelp.", "why_passive": "Rate us on Yelp.",
                "why_detractor": "Rate us on Yelp."}}}),
        ),
        (
            ReviewGating,
            text("es", "thanks_promoter", "Deja una reseña."),
            text("es", "thanks", "Deja una reseña."),
        ),
    ]
}

pub fn look() -> Vec<(Rule, Value, Value)> {
    use Rule::*;
    let color = |theme: &str, color: &str| json!({"brand": {"name": "Acme", "theme": theme, "color": color}});
    let delay = |delay_ms: u32| json!({"triggers": {"delay_ms": delay_ms}});
    let wait =
        |outcome: &str, days: u16| json!({"fatigue": {"cooldown": {outcome: {"days": days}}}});
    vec![
        (ShortWait, wait("answered", 180), wait("answered", 185)),
        (ShortWait, wait("shown", 13), wait("shown", 14)),
        (ShortWait, wait("dismissed", 29), wait("dismissed", 30)),
        (PaleColor, color("auto", "#fffbe6"), color("dark", "#fffbe6")),
        (PaleColor, color("dark", "#0b1020"), color("auto", "#0b1020")),
        (
            ColoredScale,
            json!({"brand": {"name": "Acme", "look": "colored"}}),
            json!({"brand": {"name": "Acme", "look": "filled"}}),
        ),
        (NoName, json!({"brand": {"name": "us"}}), json!({"brand": {"name": "Use"}})),
        (
            PlainHttp,
            json!({"endpoint": "http://a.example"}),
            json!({"endpoint": "http://localhost:8010"}),
        ),
        (
            PlainHttp,
            json!({"brand": {"name": "Acme", "logo": "http://a.example/l.png"}}),
            json!({"brand": {"name": "Acme", "logo": "/l.png"}}),
        ),
        (Hasty, delay(1_999), delay(2_000)),
        (Hasty, delay(0), json!({"triggers": {"delay_ms": 0, "clicked": "#rate"}})),
        (Hasty, delay(0), json!({"triggers": {"delay_ms": 0}, "display": {"mode": "button"}})),
        (
            CookieUnasked,
            json!({"privacy": {"cookie": true}}),
            json!({"privacy": {"cookie": true, "consent": "required"}}),
        ),
    ]
}

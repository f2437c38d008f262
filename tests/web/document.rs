//! A survey document in which no field has its default.

use serde_json::{Value, json};

/// The document as JSON.
pub fn full() -> Value {
    let keys = outoften_core::survey::TextKey::ALL;
    let texts = |mark: &str| -> Value {
        keys.iter()
            .map(|key| (key.name().to_owned(), json!(format!("{mark} {}", key.name()))))
            .collect()
    };
    json!({
        "id": "every-field_7",
        "metric": "csat",
        "kind": "transactional",
        "touchpoint": "your purchase",
        "channel": "app",
        "locale": "es",
        "texts": {"es": texts("\u{e9}"), "pt-BR": texts("\u{1F375}")},
        "drivers": {
            "options": [
                {"id": "price", "labels": {"es": "Precio", "pt-BR": "Pre\u{e7}o"}},
                {"id": "speed", "labels": {"es": "Rapidez"}},
            ],
            "shuffle": true,
            "classes": ["passive", "detractor"],
        },
        "contact": {"classes": ["promoter"]},
        "endings": {
            "detractor": {"link": {"address": "/help", "labels": {"es": "Ayuda"}}},
            "promoter": {"link": null},
        },
        "brand": {
            "name": "\u{428}\u{43e}\u{43f}",
            "logo": "https://shop.example/logo.svg",
            "color": "#0f766e",
            "cover": "#022",
            "look": "faces",
            "radius_px": 0,
            "font": "Georgia, serif",
            "theme": "dark",
        },
        "display": {"mode": "inline", "position": "top-left", "target": "main > #here"},
        "triggers": {
            "delay_ms": 0,
            "scroll_percent": 40,
            "exit_intent": true,
            "event": "order-done",
            "site_ms": 60000,
            "page_views": 2,
            "visible": "#prices",
            "clicked": ".buy",
            "include": ["/shop/*"],
            "exclude": ["/checkout*"],
        },
        "targeting": [
            {"trait": "plan", "is": ["pro", "team"]},
            {"trait": "role", "not": ["admin"]},
            {"trait": "seats", "at_least": 2.5},
            {"trait": "age", "at_most": 99},
        ],
        "sampling": {"percent": 0, "wave": "spring"},
        "fatigue": {
            "profile": "lenient",
            "group": "after-purchase",
            "cooldown": {
                "answered": {"days": 91},
                "dismissed": {"days": 46},
                "shown": {"hours": 700},
                "snoozed": {"hours": 5},
            },
            "max_snoozes": 9,
            "any_survey_gap": {"hours": 1},
            "exempt_groups": ["b", "a"],
            "cap": {"max": 3, "per": {"months": 12}},
            "skew_tolerance": {"hours": 2},
            "first_seen_delay": {"days": 3},
        },
        "privacy": {"consent": "required", "cookie": true},
        "endpoint": "https://answers.example/v1/responses",
    })
}

/// A way into a document: names of fields.
pub type Way = Vec<String>;

/// The ways to every value of a document, objects included.
pub fn ways(document: &Value) -> Vec<Way> {
    let mut found = Vec::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, way: &mut Way, found: &mut Vec<Way>) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        way.push(name.clone());
        found.push(way.clone());
        collect(inner, way, found);
        way.pop();
    }
}

/// The value at the end of a way.
pub fn at<'a>(document: &'a mut Value, way: &[String]) -> &'a mut Value {
    way.iter().fold(document, |value, name| &mut value[name])
}

//! What is sent: the body, and its signature as Standard Webhooks define it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::store::{Answer, Webhook};
use crate::token::hex;

const PREFIX: &str = "whsec_";

/// A new secret: `whsec_` and 256 random bits.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", BASE64.encode(bytes)))
}

/// The `webhook-signature` of a message: one signature per secret, separated by spaces.
///
/// ```
/// let secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()];
/// let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
/// let signed = outoften_collector::webhook::sign(&secrets, id, 1614265330, r#"{"test": 2432232314}"#);
/// assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
/// ```
#[must_use]
pub fn sign(secrets: &[String], id: &str, timestamp_s: i64, body: &str) -> String {
    let one = |secret: &String| {
        let key = BASE64.decode(secret.strip_prefix(PREFIX).unwrap_or(secret)).unwrap_or_default();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(format!("{id}.{timestamp_s}.{body}").as_bytes());
        format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))
    };
    secrets.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The same for every try of one message.
#[must_use]
pub fn id(webhook: &Webhook, answer: &Answer) -> String {
    let text = format!("{}\n{}\n{}", webhook.id, answer.survey, answer.id);
    let mut digits = hex(&Sha256::digest(text.as_bytes()));
    digits.truncate(32);
    format!("msg_{digits}")
}

/// The body in the webhook's format.
#[must_use]
pub fn body(webhook: &Webhook, answer: &Answer) -> String {
    let class = answer.class().name();
    let document: Value = match webhook.format.as_str() {
        "slack" => json!({"text": slack(answer, class)}),
        _ => json!({
            "type": "response.received",
            "timestamp": jiff::Timestamp::from_millisecond(answer.received_at_ms)
                .map(|at| at.to_string()).unwrap_or_default(),
            "data": {
                "survey": answer.survey, "id": answer.id, "rev": answer.rev,
                "metric": answer.metric.name(), "scale": answer.scale(), "score": answer.score,
                "class": class, "drivers": answer.drivers,
                "comment": answer.comment, "done": answer.done, "lang": answer.lang,
                "channel": answer.channel, "touchpoint": answer.touchpoint,
                "segment": answer.segment,
            },
        }),
    };
    document.to_string()
}

/// Slack reads `&`, `<` and `>`; a comment must not become a link or a mention.
fn slack(answer: &Answer, class: &str) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let comment = answer.comment.as_deref().map(escape);
    let comment = comment.map(|text| format!("\n> {}", text.replace('\n', "\n> ")));
    let (_, top) = answer.metric.scale();
    let reasons = match answer.drivers.as_slice() {
        [] => String::new(),
        drivers => format!(" [{}]", drivers.join(", ")),
    };
    let (score, survey) = (answer.score, &answer.survey);
    format!("{score} of {top} ({class}), {survey}{reasons}{}", comment.unwrap_or_default())
}

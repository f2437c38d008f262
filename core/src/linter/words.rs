//! Words that give a wording away, in the languages of the ready questions. Short lists of clear
//! cases: a false alarm costs more trust than a miss.

/// Praise inside a question.
pub(super) const PRAISE: [&str; 24] = [
    "amazing",
    "awesome",
    "excellent",
    "fantastic",
    "great",
    "outstanding",
    "superb",
    "wonderful",
    "world-class",
    "much you love",
    "beloved",
    "excelente",
    "fantástico",
    "fantástica",
    "increíble",
    "maravilloso",
    "maravillosa",
    "estupendo",
    "estupenda",
    "одличен",
    "одлична",
    "одлично",
    "прекрасна",
    "прекрасно",
];

/// A second question behind the first.
pub(super) const SECOND_QUESTION: [&str; 9] = [
    " and how ",
    " and what ",
    " and why ",
    " y cómo ",
    " y qué ",
    " y por qué ",
    " и колку ",
    " и како ",
    " и зошто ",
];

/// Rewards.
pub(super) const REWARDS: [&str; 19] = [
    "gift card",
    "voucher",
    "coupon",
    "discount",
    "prize",
    "raffle",
    "reward",
    "free month",
    "cupón",
    "descuento",
    "sorteo",
    "premio",
    "regalo",
    "recompensa",
    "ваучер",
    "попуст",
    "награда",
    "подарок",
    "купон",
];

/// Being sent to a review site.
pub(super) const REVIEWS: [&str; 13] = [
    "leave a review",
    "write a review",
    "review us",
    "rate us on",
    "trustpilot",
    "yelp",
    "google review",
    "tripadvisor",
    "una reseña",
    "opinión en google",
    "рецензија",
    "https://",
    "www.",
];

/// Whether one of the words is in the text, whatever the case.
pub(super) fn any_in(words: &[&str], text: &str) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

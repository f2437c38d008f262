//! Answers of an invented coffee shop, for a first look at the results.
//!
//! Made up on the spot and always the same: nine months in three cities, with a slow delivery that
//! was repaired in summer.

use outoften_core::{Class, Score};
use std::fmt::Write as _;

/// One line per answer: date, score, city, comment.
pub fn csv() -> String {
    let mut text = "date,score,city,comment\n".to_owned();
    let mut dice = Dice(0x2545_f491);
    for month in 1..=9_u32 {
        for _ in 0..44 + dice.roll(9) {
            let city = match dice.roll(3) {
                0 => "Porto",
                1 => "Lyon",
                _ => "Skopje",
            };
            let slow = month <= 5 && city != "Porto";
            let score = score(&mut dice, slow);
            let day = 1 + dice.roll(28);
            let comment = comment(&mut dice, score, slow);
            // Writing into a String cannot fail.
            let _ = writeln!(text, "2026-{month:02}-{day:02},{score},{city},{comment}");
        }
    }
    text
}

fn score(dice: &mut Dice, slow: bool) -> u32 {
    let spread: [u32; 11] = match slow {
        true => [4, 2, 3, 4, 4, 7, 9, 14, 20, 17, 16],
        false => [1, 1, 1, 2, 2, 4, 5, 12, 22, 24, 26],
    };
    let mut left = dice.roll(100);
    for (score, share) in (0..).zip(spread) {
        if left < share {
            return score;
        }
        left -= share;
    }
    10
}

fn comment(dice: &mut Dice, score: u32, slow: bool) -> &'static str {
    static SLOW: [&str; 5] = [
        "The delivery was slow and the beans were not fresh any more",
        "Slow delivery. I waited nine days for a bag",
        "\"Good coffee, but slow delivery again\"",
        "Two parcels arrived damaged",
        "Nobody answered my question about the subscription",
    ];
    static MIDDLING: [&str; 4] = [
        "A bigger bag would be nice",
        "\"Good, but a little expensive\"",
        "More decaf please",
        "I would like to pause the subscription",
    ];
    static HAPPY: [&str; 6] = [
        "Fresh beans every time",
        "Fresh beans and kind people",
        "The tasting notes are spot on",
        "Kind people who know their coffee",
        "\"Fresh beans, fair price\"",
        "Best espresso at home so far",
    ];
    if dice.roll(100) < 45 {
        return "";
    }
    let pick = |dice: &mut Dice, list: &'static [&'static str]| {
        let index = dice.roll(list.len() as u32) as usize;
        list.get(index).copied().unwrap_or_default()
    };
    let class = u8::try_from(score).ok().and_then(Score::new).map(Score::class);
    match class {
        Some(Class::Detractor) if slow || dice.roll(3) == 0 => {
            pick(dice, SLOW.get(..3).unwrap_or(&SLOW))
        }
        Some(Class::Detractor) => pick(dice, &SLOW),
        Some(Class::Passive) => pick(dice, &MIDDLING),
        _ => pick(dice, &HAPPY),
    }
}

/// A small generator of the multiplying kind; evenly enough for an example.
struct Dice(u64);

impl Dice {
    /// 0 up to but not including `sides`.
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((self.0 >> 33) % u64::from(sides.max(1))) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_studio_reader::messages::ReadChoice;
    use outoften_studio_reader::read;

    #[test]
    fn the_example_is_read_without_a_bad_row_and_has_a_theme() {
        let choice = ReadChoice { segment: Some("city".to_owned()), ..ReadChoice::default() };
        let (findings, comments) = read::text("example", csv().as_bytes(), &choice).unwrap();
        assert_eq!((findings.bad_rows, findings.unanswered), (0, 0));
        assert_eq!((findings.periods.len(), findings.segments.len()), (9, 3));
        assert!(findings.whole.tally.n() > 390);
        let themes = comments.themes("en");
        assert!(themes.iter().any(|theme| theme.phrase.contains("slow")), "{themes:?}");
    }
}

//! Figures as people read them.

/// Points on the per-100 scale with a true minus sign and a plus where it is above 0: `+38`, `0`,
/// `−13`.
pub fn signed(points: i32) -> String {
    match points {
        0 => "0".to_owned(),
        1.. => format!("+{points}"),
        _ => format!("−{}", points.unsigned_abs()),
    }
}

/// Points rounded half away from zero, as [`signed`].
pub fn points(points: f64) -> String {
    signed(points.round() as i32)
}

/// An amount with thin spaces between thousands: `1 234 567`.
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// An amount that has to be short, for the top of a bar: `9 876`, `141k`, `2.3M`.
pub fn short(amount: u64) -> String {
    match amount {
        0..10_000 => grouped(amount),
        10_000..1_000_000 => format!("{:.0}k", amount as f64 / 1e3),
        _ => format!("{:.1}M", amount as f64 / 1e6),
    }
}

/// A share of a whole in per cent: whole per cent, `<1 %` for what is not nothing.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let share = part as f64 * 100.0 / whole as f64;
    match share {
        share if part > 0 && share < 1.0 => "<1\u{202f}%".to_owned(),
        share => format!("{}\u{202f}%", share.round()),
    }
}

/// A share that is in per cent already: `69 %`.
pub fn percent_points(share: f64) -> String {
    format!("{}\u{202f}%", share.round())
}

/// A p-value in words of a figure: `p = 0.03`, `p < 0.001`.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}

/// A number of bytes: `3.4 MB`.
pub fn bytes(bytes: f64) -> String {
    match bytes {
        bytes if bytes >= 1e6 => format!("{:.1} MB", bytes / 1e6),
        bytes if bytes >= 1e3 => format!("{:.0} KB", bytes / 1e3),
        bytes => format!("{bytes:.0} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_groups() {
        assert_eq!([points(-12.5), points(0.2), points(37.5)], ["−13", "0", "+38"]);
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped(123), "123");
        assert_eq!(
            [short(9_876), short(140_600), short(2_345_678)],
            ["9\u{202f}876", "141k", "2.3M"]
        );
    }

    #[test]
    fn a_share_of_nothing_is_no_number_and_few_are_not_none() {
        assert_eq!(percent(0, 0), "–");
        assert_eq!(percent(0, 9), "0\u{202f}%");
        assert_eq!(percent(1, 1_000), "<1\u{202f}%");
        assert_eq!(percent(1, 3), "33\u{202f}%");
    }
}

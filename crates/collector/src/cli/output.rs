//! Printing: JSON in one line, CSV for spreadsheets, tables of aligned columns for people.

use std::io::{self, Write};

use serde::Serialize;

use crate::import_export::escape_formulas;

/// One JSON value and a line end on standard output.
pub(super) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)
}

/// A header and rows as CSV on standard output.
pub(super) fn csv(header: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell)))?;
    }
    writer.flush()
}

/// Spreadsheets run what begins like a formula; segment names and comments come from strangers.
/// Numbers are ours, also the negative ones.
fn guarded(cell: &str) -> String {
    if cell.parse::<f64>().is_ok() { cell.to_owned() } else { escape_formulas(cell).into_owned() }
}

/// Rows of cells as columns on standard output: the first column to the left, numbers to the
/// right.
pub(super) fn table(rows: &[Vec<String>]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
            match column {
                0 => line.extend([cell.as_str(), &gap]),
                _ => line.extend(["  ", &gap, cell]),
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A number with so many decimals, never "-0".
pub(super) fn decimals(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    let zero = text.chars().all(|letter| matches!(letter, '-' | '0' | '.'));
    if zero { text.trim_start_matches('-').to_owned() } else { text }
}

/// A number for programs, or nothing.
pub(super) fn plain(number: Option<f64>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}

/// A p-value for people.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".to_owned() } else { format!("{p:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(decimals(-0.04, 1), "0.0");
        assert_eq!(decimals(-0.06, 1), "-0.1");
        assert_eq!(decimals(-12.5, 1), "-12.5");
    }

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(guarded("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guarded(" \u{ff1d}1\n=2"), "' \u{ff1d}1\n'=2");
        assert_eq!(guarded("-12.5"), "-12.5");
        assert_eq!(guarded("shop"), "shop");
    }
}

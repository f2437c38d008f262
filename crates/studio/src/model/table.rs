//! Figures as CSV, safe to open in a spreadsheet.

/// One text of header and rows.
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = header.join(",");
    text.push_str("\r\n");
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| cell(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A field: quoted where needed; what a spreadsheet would take for a formula becomes text.
fn cell(field: &str) -> String {
    let is_number = field.parse::<f64>().is_ok();
    let formula = field.starts_with(['=', '+', '-', '@', '\t']) && !is_number;
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_formulas() {
        let rows = [vec!["a,b".to_owned(), "\"c\"".to_owned()], vec!["=1+1".into(), "-5".into()]];
        assert_eq!(csv(&["x", "y"], &rows), "x,y\r\n\"a,b\",\"\"\"c\"\"\"\r\n'=1+1,-5\r\n");
    }
}

//! Around every chart: a heading, the figures behind it as a table, and ways to take it along.

use crate::browser::{download, picture};
use crate::parts::Icon;
use crate::words::{tr, trf};
use leptos::prelude::*;
use leptos::svg::Svg;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The figures behind a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The columns' names.
    pub header: Vec<&'static str>,
    /// One line per mark of the chart.
    pub rows: Vec<Vec<String>>,
}

/// Rows that the page shows; the file has all of them.
const ROWS_SHOWN: usize = 100;

/// Columns that a phone has room for.
const NARROW_COLUMNS: usize = 4;

/// A chart of `size` units.
#[component]
pub fn Chart(
    id: &'static str,
    title: &'static str,
    #[prop(into)] note: String,
    /// What the chart says, for those who do not see it.
    #[prop(into)]
    says: String,
    size: (f64, f64),
    figures: Figures,
    /// Controls and sentences between the heading and the drawing.
    #[prop(optional)]
    above: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let drawing = NodeRef::<Svg>::new();
    let (width, height) = size;
    view! {
        <section class="card-box chart-box" id=id>
            <h2>{title}</h2>
            <p class="muted">{note}</p>
            {above}
            <div class="chart-scroll" tabindex="0" role="group" aria-label=title>
            <svg node_ref=drawing class="chart" viewBox=format!("0 0 {width} {height}") role="img" aria-label=says>
                {children()}
            </svg>
            </div>
            <div class="chart-foot">
                <details class="table-behind">
                    <summary>{tr("Figures")}</summary>
                    <Table figures=figures.clone()/>
                </details>
                <Downloads id=id drawing=drawing size=size figures=figures/>
            </div>
        </section>
    }
}

#[component]
fn Table(figures: Figures) -> impl IntoView {
    let names = figures.header.clone();
    // On a phone a line of many figures becomes a list: the names of the columns stand beside them,
    // and the roles stay what they are.
    let row = move |row: Vec<String>| {
        let cells = row.into_iter().zip(names.clone());
        let cells = cells.map(|(cell, name)| view! { <td role="cell" data-name=name>{cell}</td> });
        view! { <tr role="row">{cells.collect_view()}</tr> }
    };
    let many = figures.header.len() > NARROW_COLUMNS;
    let all = figures.rows.len();
    let more = (all > ROWS_SHOWN).then(|| {
        let words = [("shown", &*ROWS_SHOWN.to_string()), ("all", &*all.to_string())];
        view! { <p class="muted">{trf("The first {shown} of {all} lines; the CSV file has all.", &words)}</p> }
    });
    let head = figures
        .header
        .iter()
        .map(|name| view! { <th scope="col" role="columnheader">{*name}</th> });
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=tr("Figures")>
            <table class="figures" class:many=many role="table">
                <thead role="rowgroup"><tr role="row">{head.collect_view()}</tr></thead>
                <tbody role="rowgroup">{figures.rows.into_iter().take(ROWS_SHOWN).map(row).collect_view()}</tbody>
            </table>
            {more}
        </div>
    }
}

#[component]
fn Downloads(
    id: &'static str,
    drawing: NodeRef<Svg>,
    size: (f64, f64),
    figures: Figures,
) -> impl IntoView {
    let element = move || drawing.get_untracked().map(|svg| svg.unchecked_into::<Element>());
    let svg = move |_| {
        if let Some(Ok(text)) = element().map(|svg| picture::svg_text(&svg)) {
            download::save(&format!("{id}.svg"), "image/svg+xml", text.as_bytes());
        }
    };
    let png = move |_| {
        if let Some(svg) = element() {
            spawn_local(async move {
                // A refused download is shown by the browser.
                drop(picture::save_png(&svg, &format!("{id}.png"), size).await);
            });
        }
    };
    let table = move |_| {
        let text = csv(&figures.header, &figures.rows);
        download::save(&format!("{id}.csv"), "text/csv", text.as_bytes());
    };
    view! {
        <div class="takeaway" role="group" aria-label=tr("Save this chart")>
            <Icon name="download"/>
            <button type="button" id=format!("{id}-svg") on:click=svg>"SVG"</button>
            <button type="button" id=format!("{id}-png") on:click=png>"PNG"</button>
            <button type="button" id=format!("{id}-csv") on:click=table>"CSV"</button>
        </div>
    }
}

/// The figures as CSV, safe to open in a spreadsheet.
fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
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

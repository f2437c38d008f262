//! What detractors say more often than promoters, and the other way round.

use super::shares::class_name;
use crate::pages::results::loader::Loader;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::metric::Metric;
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::ThemeLine;
use std::sync::Arc;

/// Themes per class that are shown.
const SHOWN: usize = 6;

/// The themes, in two columns.
#[component]
pub fn Themes(findings: Arc<Findings>) -> impl IntoView {
    let metric = findings.metric;
    let loader = Loader::here();
    let language = Studio::here().survey.with_untracked(|survey| survey.locale.clone());
    if loader.themes.with_untracked(Option::is_none) {
        loader.look_for_themes(language);
    }
    view! {
        <section class="card-box" id="themes">
            <h2>{tr("Themes")}</h2>
            <p class="muted">{tr("Phrases that one class uses clearly more than the other. Phrases of fewer than three people are never shown.")}</p>
            {move || loader.themes.get().map(|themes| view! { <Columns metric=metric themes=themes/> })}
        </section>
    }
}

#[component]
fn Columns(metric: Metric, themes: Vec<ThemeLine>) -> impl IntoView {
    let column = |class: Class| {
        let own: Vec<ThemeLine> = themes
            .iter()
            .filter(|theme| theme.class == class.name())
            .take(SHOWN)
            .cloned()
            .collect();
        let none = own.is_empty().then(|| view! { <p class="muted">{tr("No phrase that this class uses clearly more often.")}</p> });
        view! {
            <div class=format!("theme-column {}", class.name())>
                <h3>{class_name(metric, class)}</h3>
                {none}
                <ul>{own.into_iter().map(|theme| view! { <ThemeRow metric=metric theme=theme/> }).collect_view()}</ul>
            </div>
        }
    };
    view! {
        <div class="pair plain">
            {column(Class::Detractor)}
            {column(Class::Promoter)}
        </div>
    }
}

#[component]
fn ThemeRow(metric: Metric, theme: ThemeLine) -> impl IntoView {
    let words = match metric {
        Metric::Nps => tr("{d} of {ds} detractors, {p} of {ps} promoters"),
        _ => tr("{d} of {ds} unhappy, {p} of {ps} happy"),
    };
    let said = outoften_core::survey::fill(
        words,
        &[
            ("d", &theme.detractors_with.to_string()),
            ("ds", &theme.detractors.to_string()),
            ("p", &theme.promoters_with.to_string()),
            ("ps", &theme.promoters.to_string()),
        ],
    );
    view! {
        <li>
            <strong>{theme.phrase}</strong>
            <span class="muted">{said}</span>
            {theme.quote.map(|quote| view! { <q>{quote}</q> })}
        </li>
    }
}

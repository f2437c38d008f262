//! What detractors say more often than promoters, and the other way round.

use super::shares::class_name;
use crate::studio::model::findings::Findings;
use crate::studio::state::Studio;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::themes::{StopWords, Theme, contrast};
use std::sync::Arc;
use std::time::Duration;

/// Themes per class that are shown.
const SHOWN: usize = 6;

/// The themes, in two columns.
#[component]
pub fn Themes(findings: Arc<Findings>) -> impl IntoView {
    let language = Studio::here().survey.with_untracked(|survey| survey.locale.clone());
    let themes = RwSignal::new(None::<Vec<Theme>>);
    // After the rest of the report stands on the screen.
    let look = move || {
        let found = contrast(&findings.themed(), &StopWords::of_language(&language));
        // The person may have gone to another page.
        drop(themes.try_set(Some(found)));
    };
    set_timeout(look, Duration::from_millis(30));
    view! {
        <section class="card-box" id="themes">
            <h2>{tr("Themes")}</h2>
            <p class="muted">{tr("Phrases that one class uses more than the other, beyond chance. Fewer than three people are never shown.")}</p>
            {move || themes.get().map(|themes| view! { <Columns themes=themes/> })}
        </section>
    }
}

#[component]
fn Columns(themes: Vec<Theme>) -> impl IntoView {
    let column = |class: Class| {
        let own: Vec<Theme> = themes
            .iter()
            .filter(|theme| theme.class == class.name())
            .take(SHOWN)
            .cloned()
            .collect();
        let none = own.is_empty().then(|| view! { <p class="muted">{tr("No phrase that this class uses clearly more often.")}</p> });
        view! {
            <div class=format!("theme-column {}", class.name())>
                <h3>{class_name(class)}</h3>
                {none}
                <ul>{own.into_iter().map(|theme| view! { <ThemeRow theme=theme/> }).collect_view()}</ul>
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
fn ThemeRow(theme: Theme) -> impl IntoView {
    let said = trf(
        "{d} of {ds} detractors, {p} of {ps} promoters",
        &[
            ("d", &theme.detractors_with.to_string()),
            ("ds", &theme.detractors.to_string()),
            ("p", &theme.promoters_with.to_string()),
            ("ps", &theme.promoters.to_string()),
        ],
    );
    let quote = theme.quotes.first().cloned();
    view! {
        <li>
            <strong>{theme.phrase}</strong>
            <span class="muted">{said}</span>
            {quote.map(|quote| view! { <q>{quote}</q> })}
        </li>
    }
}

//! The Design page: the document's fields on the left, the real card on the right.

mod asking;
mod brand;
mod check;
mod color;
mod document;
mod place;
mod timeline;
mod wording;

use crate::studio::preview::{Stage, View};
use crate::studio::words::tr;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Design() -> impl IntoView {
    let view = View::new();
    view! {
        <div class="design">
            <section class="panel" aria-label=tr("Design")>
                <document::Start/>
                <brand::BrandFields/>
                <wording::WordingFields view=view/>
                <place::PlaceFields/>
                <asking::AskingFields/>
                <check::Check/>
                <document::Files/>
            </section>
            <Stage view=view/>
        </div>
    }
}

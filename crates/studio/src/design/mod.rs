//! The Design page: the document's fields on the left, the real card on the right.

mod after;
mod asking;
mod audience;
mod brand;
mod check;
mod color;
mod document;
mod moment;
mod place;
mod privacy;
mod reasons;
mod sheet;
mod subject;
mod text_name;
mod wording;

pub use asking::date;
pub use sheet::Sheet;

use crate::preview::{Stage, View};
use crate::words::tr;
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
                <after::AfterFields view=view/>
                <place::PlaceFields/>
                <moment::MomentFields/>
                <audience::AudienceFields/>
                <asking::AskingFields/>
                <privacy::PrivacyFields/>
                <check::Check view=view/>
                <document::Files/>
            </section>
            <Stage view=view/>
        </div>
    }
}

//! A place to drop a file on, or to choose one.

use super::Icon;
use crate::browser::files;
use crate::words::tr;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use web_sys::File;

/// A place to drop a file on.
#[component]
pub fn DropZone(
    id: &'static str,
    title: &'static str,
    hint: &'static str,
    /// What the file dialog offers first.
    accept: &'static str,
    take: impl Fn(File) + Clone + 'static,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let take_dropped = take.clone();
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = files::dropped(&event) {
            take_dropped(file);
        }
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    view! {
        <label class="drop" class:over=move || over.get() on:drop=dropped on:dragover=hover
            on:dragleave=move |_| over.set(false)>
            <Icon name="upload"/>
            <strong>{title}</strong>
            <span>{hint}</span>
            <span class="button small" aria-hidden="true">{tr("Choose a file")}</span>
            <input id=id type="file" accept=accept class="heard" aria-label=title
                on:change=move |event| { files::chosen(&event).map(&take); }/>
        </label>
    }
}

//! The icons, strokes on a grid of 20; and the cross that closes a message.

use crate::words::tr;
use leptos::prelude::*;

/// One icon. It says nothing to a screen reader; the button around it has a name.
#[component]
pub fn Icon(
    /// Of the list below; an unknown name draws nothing.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=path(name)/>
        </svg>
    }
}

/// A cross that closes a message.
#[component]
pub fn Dismiss(close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button class="round dismiss" type="button" aria-label=tr("Close") on:click=move |_| close()>
            <Icon name="cross"/>
        </button>
    }
}

fn path(name: &str) -> &'static str {
    match name {
        "undo" => "M7.5 4.5 4 8l3.5 3.5M4.5 8H12a4 4 0 0 1 0 8H8.5",
        "redo" => "M12.5 4.5 16 8l-3.5 3.5M15.5 8H8a4 4 0 0 0 0 8h3.5",
        "contrast" => "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
        "cross" => "m5.5 5.5 9 9m0-9-9 9",
        "copy" => "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
        "check" => "m4.5 10.5 3.5 3.5 7.5-8",
        "download" => "M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4 16.5h12",
        "upload" => "M10 12.5v-9M6.5 7 10 3.5 13.5 7M4 16.5h12",
        "link" => {
            "M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.8.8M11.5 8.5a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l.8-.8"
        }
        "phone" => "M6.5 2.5h7v15h-7zM9 15h2",
        "tablet" => "M4.5 3h11v14h-11zM9 14.5h2",
        "desktop" => "M3 4h14v9.5H3zM7.5 17h5M10 13.5V17",
        "both" => "M2.5 4.5h10v8h-10zM14 7.5h3.5v8H14zM5.5 15.5h4",
        "again" => "M15.5 10a5.5 5.5 0 1 1-1.7-4M14.5 3v3.2h-3.2",
        "sun" => {
            "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1"
        }
        "moon" => "M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z",
        "warning" => "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.1",
        "info" => "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.2v4.3M10 6.6v.1",
        "file" => "M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5V6H15M8 10h4.5M8 13h4.5",
        "back" => "M12 4.5 6.5 10l5.5 5.5",
        "plus" => "M10 4.5v11M4.5 10h11",
        "send" => "M17 3 9 11M17 3l-5 14-3-6-6-3z",
        "rtl" => "M17 5H8M17 9h-5M17 13H8M6.5 14.5 3.5 11.5 6.5 8.5M3.5 11.5H8",
        "still" => "M7 5v10M13 5v10",
        "system-colors" => "M3.5 4.5h13v11h-13zM10 4.5v11M12.5 8h2M12.5 11h2",
        "camera" => {
            "M3 6.5h3l1.3-2h5.4l1.3 2h3v9.5H3zM10 8.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z"
        }
        "search" => "M8.8 3.5a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.6zM12.8 12.8l4 4",
        _ => "",
    }
}

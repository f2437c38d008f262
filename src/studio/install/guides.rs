//! The same tag by other roads: tag managers, shop systems, frameworks.

use super::{address, tag_of};
use crate::studio::parts::Code;
use crate::studio::state::Studio;
use crate::studio::words::tr;
use leptos::prelude::*;

/// The guides, folded.
#[component]
pub fn Guides() -> impl IntoView {
    let studio = Studio::here();
    let tag = Signal::derive(move || tag_of(studio));
    let script = Signal::derive(move || in_script(studio));
    view! {
        <Guide title="Google Tag Manager" how=tr("New tag, type “Custom HTML”, trigger “All pages”. Tag managers drop attributes of script elements, so the tag is made by script.")>
            <Code id="guide-manager" label="Google Tag Manager" text=script/>
        </Guide>
        <Guide title="WordPress" how=tr("Appearance, Editor, footer template, block “Custom HTML”. Or a plugin that inserts code into the footer.")>
            <Code id="guide-wordpress" label="WordPress" text=tag/>
        </Guide>
        <Guide title="Shopify" how=tr("Online Store, Themes, Edit code, file theme.liquid, before </body>.")>
            <Code id="guide-shopify" label="Shopify" text=tag/>
        </Guide>
        <Guide title="React" how=tr("Once, in the outermost component. Moving between pages needs nothing more.")>
            <Code id="guide-react" label="React" text=Signal::derive(move || react(studio))/>
        </Guide>
        <Guide title="Vue" how=tr("Once, in App.vue.")>
            <Code id="guide-vue" label="Vue" text=Signal::derive(move || vue(studio))/>
        </Guide>
    }
}

#[component]
fn Guide(title: &'static str, how: &'static str, children: Children) -> impl IntoView {
    view! {
        <details class="guide">
            <summary>{title}</summary>
            <p class="muted">{how}</p>
            {children()}
        </details>
    }
}

fn lines(studio: Studio) -> [String; 4] {
    let survey = studio.survey.with(|survey| survey.id.clone());
    [
        "var tag = document.createElement('script');".to_owned(),
        format!("tag.src = '{}/outoften.js';", address(studio)),
        format!("tag.dataset.survey = '{survey}';"),
        "document.head.append(tag);".to_owned(),
    ]
}

fn in_script(studio: Studio) -> String {
    format!("<script>\n{}\n</script>", indented(studio, "  "))
}

fn react(studio: Studio) -> String {
    format!("useEffect(() => {{\n{}\n}}, []);", indented(studio, "  "))
}

fn vue(studio: Studio) -> String {
    format!("onMounted(() => {{\n{}\n}});", indented(studio, "  "))
}

fn indented(studio: Studio, margin: &str) -> String {
    lines(studio).map(|line| format!("{margin}{line}")).join("\n")
}

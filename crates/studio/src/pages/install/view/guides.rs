//! The same tag by other roads: packages, tag managers, shop systems, frameworks.

use crate::pages::install::model::bundle::FOLDER;
use crate::pages::install::model::tag::{Hosting, consent};
use crate::pages::install::{address, tag_of};
use crate::parts::Code;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;

/// The guides, folded.
#[component]
pub fn Guides(hosting: RwSignal<Hosting>) -> impl IntoView {
    let studio = Studio::here();
    let tag = Signal::derive(move || tag_of(studio, &hosting.get()));
    let code = move |make: fn(&[String]) -> String| {
        Signal::derive(move || make(&lines(studio, &hosting.get())))
    };
    let npm = Signal::derive(move || package(studio, &hosting.get()));
    view! {
        <Guide title="npm" how=tr("The package is the folder “npm” of this project: a module that fetches the loader, and an element for frameworks.")>
            <Code id="guide-npm" label="npm" text=npm/>
        </Guide>
        <Guide title="Google Tag Manager" how=tr("New tag, type “Custom HTML”, trigger “All pages”. Tag managers drop attributes of script elements, so the tag is made by script.")>
            <Code id="guide-manager" label="Google Tag Manager" text=code(in_script)/>
        </Guide>
        <Guide title="WordPress" how=tr("Appearance, Editor, footer template, block “Custom HTML”. Or a plugin that inserts code into the footer.")>
            <Code id="guide-wordpress" label="WordPress" text=tag/>
        </Guide>
        <Guide title="Shopify" how=tr("Online Store, Themes, Edit code, file theme.liquid, before </body>.")>
            <Code id="guide-shopify" label="Shopify" text=tag/>
        </Guide>
        <Guide title="React" how=tr("Once, in the outermost component. Moving between pages needs nothing more.")>
            <Code id="guide-react" label="React" text=code(react)/>
        </Guide>
        <Guide title="Vue" how=tr("Once, in App.vue.")>
            <Code id="guide-vue" label="Vue" text=code(vue)/>
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

/// What makes the tag by script, line by line.
fn lines(studio: Studio, hosting: &Hosting) -> Vec<String> {
    let (survey, consent) = named(studio);
    let collector = address(studio);
    let source = match hosting {
        Hosting::Collector => collector.as_str(),
        Hosting::Own(folder) => folder.as_str(),
    };
    let mut lines = vec![
        "var tag = document.createElement('script');".to_owned(),
        format!("tag.src = '{source}/outoften.js';"),
        format!("tag.dataset.survey = '{survey}';"),
        format!("tag.dataset.consent = '{consent}';"),
    ];
    if matches!(hosting, Hosting::Own(_)) {
        lines.push(format!("tag.dataset.src = '{FOLDER}/survey.json';"));
        lines.push(format!("tag.dataset.api = '{collector}';"));
    }
    lines.push("document.head.append(tag);".to_owned());
    lines
}

fn package(studio: Studio, hosting: &Hosting) -> String {
    let (survey, consent) = named(studio);
    let api = address(studio);
    let own = match hosting {
        Hosting::Collector => String::new(),
        Hosting::Own(folder) => {
            format!(",\n  source: '{folder}/outoften.js',\n  src: '{folder}/survey.json'")
        }
    };
    format!(
        "import {{ init }} from 'outoften';\n\ninit({{\n  survey: '{survey}',\n  consent: '{consent}',\n  api: '{api}'{own}\n}});"
    )
}

/// The survey's name, and what its document says of consent.
fn named(studio: Studio) -> (String, &'static str) {
    studio.survey.with(|survey| (survey.id.clone(), consent(survey)))
}

fn in_script(lines: &[String]) -> String {
    format!("<script>\n{}\n</script>", indented(lines))
}

fn react(lines: &[String]) -> String {
    format!(
        "import {{ useEffect }} from 'react';\n\nuseEffect(() => {{\n{}\n}}, []);",
        indented(lines)
    )
}

fn vue(lines: &[String]) -> String {
    format!("import {{ onMounted }} from 'vue';\n\nonMounted(() => {{\n{}\n}});", indented(lines))
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

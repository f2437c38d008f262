//! Name, logo, colour, corners, font, theme.

use super::color::ColorField;
use crate::browser::files;
use crate::parts::{Field, Flaw, Number, Section, Segmented, Switch, Text};
use crate::state::Studio;
use crate::words::{tr, trf};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::color::Color;
use outoften_core::survey::{Look, Theme};
use web_sys::File;

/// The most a logo may weigh: base64 makes four characters of three bytes, and the document holds
/// 20,000 characters.
const LOGO_MAX_BYTES: f64 = 14_000.0;

/// Fonts that need no download.
const FONTS: [(&str, &str); 4] = [
    ("System", ""),
    ("The page’s own", "inherit"),
    ("Serif", "Georgia, \"Times New Roman\", serif"),
    ("Rounded", "ui-rounded, \"SF Pro Rounded\", \"Nunito\", sans-serif"),
];

/// The section.
#[component]
pub fn BrandFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || studio.survey.with(|survey| survey.brand.name.clone()));
    view! {
        <Section id="section-brand" title=tr("Brand") summary=summary open=true>
            <Text path="brand.name" label=tr("Name")
                hint=tr("Takes the place of {brand} in every text.")
                get=|survey| survey.brand.name.clone()
                set=|survey, name| survey.brand.name = name/>
            <ColorField/>
            <LookChoice/>
            <Cover/>
            <Logo/>
            <Number path="brand.radius_px" label=tr("Corner radius") unit="px" max=32
                get=|survey| u32::from(survey.brand.radius_px)
                set=|survey, radius| survey.brand.radius_px = radius as u16/>
            <Font/>
            <ThemeChoice/>
        </Section>
    }
}

#[component]
fn Logo() -> impl IntoView {
    let studio = Studio::here();
    let take = move |event| {
        if let Some(file) = files::chosen(&event) {
            spawn_local(take_logo(studio, file));
        }
    };
    let has_logo = move || studio.survey.with(|survey| survey.brand.logo.is_some());
    view! {
        <Field path="brand.logo" label=tr("Logo")
            hint=tr("An address, or an image of at most 14 KB that travels inside the document.")>
            <div class="with-button">
                <input id="field-brand.logo" type="text" placeholder="https://…"
                    spellcheck="false"
                    prop:value=move || studio.survey.with(|survey| survey.brand.logo.clone().unwrap_or_default())
                    on:input:target=move |event| {
                        let logo = Some(event.target().value()).filter(|logo| !logo.is_empty());
                        studio.change("brand.logo", |survey| survey.brand.logo = logo);
                    }/>
                <label class="button small">
                    {tr("Upload")}
                    <input id="logo-file" type="file" class="heard" on:change=take
                        accept="image/svg+xml,image/png,image/webp,image/jpeg"/>
                </label>
                <button type="button" class="button small" hidden=move || !has_logo()
                    on:click=move |_| studio.change("brand.logo", |survey| survey.brand.logo = None)>
                    {tr("Remove")}
                </button>
            </div>
        </Field>
    }
}

async fn take_logo(studio: Studio, file: File) {
    let kind = file.type_();
    if !kind.starts_with("image/") {
        return studio.announce(tr("That file is not an image."));
    }
    if file.size() > LOGO_MAX_BYTES {
        let size = crate::format::bytes(file.size());
        let size = [("size", size.as_str())];
        return studio.announce(trf("The image has {size}; at most 14 KB fit into the document. Use a smaller one, or its address.", &size));
    }
    match files::whole(&file).await {
        Ok(bytes) => {
            let logo = format!("data:{kind};base64,{}", STANDARD.encode(bytes));
            studio.change("brand.logo", |survey| survey.brand.logo = Some(logo));
        }
        Err(_) => studio.announce(tr("The browser could not read that file.")),
    }
}

/// The colour of the band above the question, if there is one.
#[component]
fn Cover() -> impl IntoView {
    let studio = Studio::here();
    let cover = Memo::new(move |_| studio.survey.with(|survey| survey.brand.cover.clone()));
    let take = move |text: String| {
        studio.change("brand.cover", |survey| survey.brand.cover = Some(text));
    };
    let well = move || cover.get().and_then(|color| Color::parse(&color)).map(Color::to_hex);
    view! {
        <Switch path="brand.cover" label=tr("Coloured band above the question")
            get=|survey| survey.brand.cover.is_some()
            set=|survey, on| survey.brand.cover = on.then(|| survey.brand.color.clone())/>
        <Show when=move || cover.with(Option::is_some)>
            <div class="color">
                <input id="cover-well" type="color" aria-label=tr("Pick the colour of the band")
                    prop:value=move || well().unwrap_or_default()
                    on:input:target=move |event| take(event.target().value())/>
                <input id="cover-text" type="text" class="code" maxlength="7" spellcheck="false"
                    aria-label=tr("Colour of the band")
                    prop:value=move || cover.get().unwrap_or_default()
                    on:input:target=move |event| take(event.target().value())/>
            </div>
            <Flaw path="brand.cover"/>
        </Show>
    }
}

#[component]
fn Font() -> impl IntoView {
    let studio = Studio::here();
    let now = Memo::new(move |_| {
        studio.survey.with(|survey| survey.brand.font.clone().unwrap_or_default())
    });
    let choose = move |family: String| {
        let font = Some(family).filter(|family| !family.is_empty());
        studio.change("brand.font", |survey| survey.brand.font = font);
    };
    let option = move |(name, family): (&'static str, &'static str)| {
        view! { <option value=family selected=move || now.get() == family>{font_name(name)}</option> }
    };
    let own = move || !FONTS.iter().any(|(_, family)| *family == now.get());
    view! {
        <Field path="brand.font" label=tr("Font")>
            <select id="field-brand.font"
                on:change:target=move |event| choose(event.target().value())>
                {FONTS.map(option).collect_view()}
                <option value=move || now.get() selected=own hidden=move || !own()>
                    {move || now.get()}
                </option>
            </select>
        </Field>
    }
}

fn font_name(name: &str) -> &'static str {
    match name {
        "System" => tr("System"),
        "Serif" => tr("Serif"),
        "Rounded" => tr("Rounded"),
        _ => tr("The page’s own"),
    }
}

/// What is seen of the brand before an answer. Stars and faces stand for five steps.
#[component]
fn LookChoice() -> impl IntoView {
    let studio = Studio::here();
    let value = move || studio.survey.with(|survey| survey.brand.look.name().to_owned());
    let set = move |name: String| {
        if let Some(look) = Look::from_name(&name) {
            studio.change("brand.look", |survey| survey.brand.look = look);
        }
    };
    view! {
        <Segmented id="brand-look" label=tr("Brand before an answer")
            options=vec![
                ("plain", tr("Plain")), ("tinted", tr("Tinted")), ("banded", tr("Band")),
                ("filled", tr("Filled")), ("colored", tr("Coloured")), ("stars", tr("Stars")),
                ("faces", tr("Faces")),
            ]
            value=Signal::derive(value) set=set/>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let studio = Studio::here();
    let value = move || studio.survey.with(|survey| survey.brand.theme.name().to_owned());
    let set = move |name: String| {
        if let Some(theme) = Theme::from_name(&name) {
            studio.change("brand.theme", |survey| survey.brand.theme = theme);
        }
    };
    view! {
        <Segmented id="brand-theme" label=tr("Theme")
            options=vec![("auto", tr("Automatic")), ("light", tr("Light")), ("dark", tr("Dark"))]
            value=Signal::derive(value) set=set/>
    }
}

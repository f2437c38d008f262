//! Where the card stands and when it comes.

use crate::studio::parts::{Number, Section, Segmented, Text};
use crate::studio::state::Studio;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::{Consent, Mode, Position};

/// The section.
#[component]
pub fn PlaceFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || {
        studio.survey.with(|survey| {
            let seconds = format!("{}", f64::from(survey.triggers.delay_ms) / 1_000.0);
            let place = match survey.display.mode {
                Mode::Popup => position_name(survey.display.position),
                _ => tr("In the page"),
            };
            let values = [("place", place), ("seconds", seconds.as_str())];
            trf("{place}, after {seconds} s", &values)
        })
    });
    view! {
        <Section id="section-place" title=tr("Place and moment") summary=summary>
            <ModeChoice/>
            <Where/>
            <Number path="triggers.delay_ms" label=tr("Wait on the page") unit="s" max=120
                hint=tr("The card comes after this time, and only in a tab that is being looked at.")
                get=|survey| survey.triggers.delay_ms.div_ceil(1_000)
                set=|survey, seconds| survey.triggers.delay_ms = seconds * 1_000/>
            <ConsentChoice/>
        </Section>
    }
}

fn position_name(position: Position) -> &'static str {
    match position {
        Position::BottomRight => tr("Bottom right"),
        Position::BottomLeft => tr("Bottom left"),
        Position::BottomCenter => tr("Bottom centre"),
        Position::TopCenter => tr("Top centre"),
        Position::TopRight => tr("Top right"),
        Position::TopLeft => tr("Top left"),
    }
}

#[component]
fn ModeChoice() -> impl IntoView {
    let studio = Studio::here();
    let value = move || studio.survey.with(|survey| survey.display.mode.name().to_owned());
    let set = move |name: String| {
        if let Some(mode) = Mode::from_name(&name) {
            studio.change("display.mode", |survey| survey.display.mode = mode);
        }
    };
    view! {
        <Segmented id="display-mode" label=tr("The card stands")
            options=vec![("popup", tr("In a corner")), ("inline", tr("In the page"))]
            value=Signal::derive(value) set=set/>
    }
}

#[component]
fn Where() -> impl IntoView {
    let studio = Studio::here();
    let is_popup =
        Memo::new(move |_| studio.survey.with(|survey| survey.display.mode == Mode::Popup));
    move || {
        if is_popup.get() {
            view! { <Corner/> }.into_any()
        } else {
            view! {
                <Text path="display.target" label=tr("Inside this element") code=true
                    hint=tr("A CSS selector; the first match is used.")
                    get=|survey| survey.display.target.clone()
                    set=|survey, target| survey.display.target = target/>
            }
            .into_any()
        }
    }
}

#[component]
fn Corner() -> impl IntoView {
    let studio = Studio::here();
    let now = Memo::new(move |_| studio.survey.with(|survey| survey.display.position));
    let corner = move |position: Position| {
        view! {
            <label class=format!("corner {}", position.name()) title=position_name(position)>
                <input type="radio" name="display-position" id=format!("position-{}", position.name())
                    prop:checked=move || now.get() == position
                    on:change=move |_| studio.change("display.position", |survey| survey.display.position = position)/>
                <span class="heard">{position_name(position)}</span>
                <span class="spot" aria-hidden="true"></span>
            </label>
        }
    };
    view! {
        <fieldset class="corners">
            <legend>{tr("Corner")}</legend>
            <div class="screen">{Position::ALL.iter().copied().map(corner).collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn ConsentChoice() -> impl IntoView {
    let studio = Studio::here();
    let required = move || studio.survey.with(|survey| survey.privacy.consent == Consent::Required);
    let turn = move |required: bool| {
        let consent = if required { Consent::Required } else { Consent::NotRequired };
        studio.change("privacy.consent", |survey| survey.privacy.consent = consent);
    };
    view! {
        <label class="switch">
            <input id="consent" type="checkbox" role="switch" prop:checked=required
                on:change:target=move |event| turn(event.target().checked())/>
            <span>
                {tr("Only with consent")}
                <small>{tr("Nothing is stored and no card shown until the page says so.")}</small>
            </span>
        </label>
    }
}

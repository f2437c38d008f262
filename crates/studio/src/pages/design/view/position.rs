//! Where the card is shown.

use crate::parts::{Section, Text};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::survey::{Mode, Position};

/// The section.
#[component]
pub fn PositionFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || {
        studio.survey.with(|survey| match survey.display.mode {
            Mode::Popup => position_name(survey.display.position).to_owned(),
            mode => mode_name(mode).to_owned(),
        })
    });
    view! {
        <Section id="section-place" title=tr("Position") summary=summary>
            <ModeChoice/>
            <Where/>
        </Section>
    }
}

fn position_name(position: Position) -> &'static str {
    match position {
        Position::BottomRight => tr("Bottom right"),
        Position::BottomLeft => tr("Bottom left"),
        Position::BottomCenter => tr("Bottom middle"),
        Position::TopRight => tr("Top right"),
        Position::TopLeft => tr("Top left"),
        Position::TopCenter => tr("Top middle"),
    }
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Popup => tr("In a corner"),
        Mode::Modal => tr("In the middle"),
        Mode::Bar => tr("Along an edge"),
        Mode::Inline => tr("In the page"),
        Mode::Button => tr("Behind a button"),
    }
}

fn mode_purpose(mode: Mode) -> &'static str {
    match mode {
        Mode::Popup => tr("A card over the page. People can go on using the page."),
        Mode::Modal => tr("A dialog that blocks the page until it is closed."),
        Mode::Bar => tr("A strip along the top or the bottom of the window."),
        Mode::Inline => tr("Inside an element of the page, where it was meant to be."),
        Mode::Button => tr("A button at the side that opens the card: people start by themselves."),
    }
}

#[component]
fn ModeChoice() -> impl IntoView {
    let studio = Studio::here();
    let now = Memo::new(move |_| studio.survey.with(|survey| survey.display.mode));
    let option = move |mode: Mode| {
        view! {
            <label class="option">
                <input type="radio" name="display-mode" id=format!("display-mode-{}", mode.name())
                    prop:checked=move || now.get() == mode
                    on:change=move |_| studio.change("display.mode", |survey| survey.display.mode = mode)/>
                <span><strong>{mode_name(mode)}</strong><small>{mode_purpose(mode)}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="options">
            <legend class="heard">{tr("Placement")}</legend>
            {Mode::ALL.iter().copied().map(option).collect_view()}
        </fieldset>
    }
}

#[component]
fn Where() -> impl IntoView {
    let studio = Studio::here();
    let mode = Memo::new(move |_| studio.survey.with(|survey| survey.display.mode));
    move || match mode.get() {
        Mode::Modal => ().into_any(),
        Mode::Inline => view! {
            <Text path="display.target" label=tr("Inside this element") code=true
                hint=tr("A CSS selector; the first match is used.")
                get=|survey| survey.display.target.clone()
                set=|survey, target| survey.display.target = target/>
        }
        .into_any(),
        mode => view! { <Spot mode=mode/> }.into_any(),
    }
}

/// The positions that make a difference in this mode.
fn positions(mode: Mode) -> Vec<Position> {
    match mode {
        Mode::Bar => vec![Position::TopCenter, Position::BottomCenter],
        Mode::Button => vec![Position::BottomLeft, Position::BottomRight],
        _ => Position::ALL.to_vec(),
    }
}

/// Whether two positions are the same one in this mode.
fn same(mode: Mode, one: Position, other: Position) -> bool {
    match mode {
        Mode::Bar => one.is_top() == other.is_top(),
        Mode::Button => one.is_left() == other.is_left(),
        _ => one == other,
    }
}

#[component]
fn Spot(mode: Mode) -> impl IntoView {
    let studio = Studio::here();
    let now = Memo::new(move |_| studio.survey.with(|survey| survey.display.position));
    let spot = move |position: Position| {
        view! {
            <label class=format!("corner {}", position.name()) title=position_name(position)>
                <input type="radio" name="display-position" id=format!("position-{}", position.name())
                    prop:checked=move || same(mode, now.get(), position)
                    on:change=move |_| studio.change("display.position", |survey| survey.display.position = position)/>
                <span class="heard">{position_name(position)}</span>
                <span class="spot" aria-hidden="true"></span>
            </label>
        }
    };
    view! {
        <fieldset class="corners">
            <legend>{tr("Where")}</legend>
            <div class=format!("screen {}", mode.name())>
                {positions(mode).into_iter().map(spot).collect_view()}
            </div>
        </fieldset>
    }
}

//! Reasons to tick after the score: which, in which order, after which answers.

use crate::pages::design::model::form;
use crate::pages::design::preview::PreviewState;
use crate::parts::{ClassTicks, Flaw, Icon, Switch};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::survey::{Driver, Drivers, Labels, MOST_DRIVERS, Survey};

/// What a list begins with.
const FIRST: [(&str, [(&str, &str); 3]); 4] = [
    ("quality", [("en", "Quality"), ("es", "Calidad"), ("mk", "Квалитет")]),
    ("price", [("en", "Price"), ("es", "Precio"), ("mk", "Цена")]),
    ("service", [("en", "Service"), ("es", "Atención"), ("mk", "Услуга")]),
    ("speed", [("en", "Speed"), ("es", "Rapidez"), ("mk", "Брзина")]),
];

/// The switch, the list and its settings.
#[component]
pub fn Reasons(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let is_on = Memo::new(move |_| studio.survey.with(|survey| survey.drivers.is_some()));
    view! {
        <Switch path="drivers" label=tr("Offer reasons to tick")
            hint=tr("People can pick several, or none.")
            get=|survey| survey.drivers.is_some()
            set=|survey, on| survey.drivers = on.then(first)/>
        <Show when=move || is_on.get()>
            <List preview=preview/>
            <Switch path="drivers.shuffle" label=tr("Shuffle for each visitor")
                hint=tr("So that no reason is picked more often for being first.")
                get=|survey| survey.drivers.as_ref().is_some_and(|drivers| drivers.shuffle)
                set=|survey, on| with(survey, |drivers| drivers.shuffle = on)/>
            <ClassTicks path="drivers.classes" label=tr("Ask") get=classes
                set=|survey, classes| with(survey, |drivers| drivers.classes = classes)/>
        </Show>
    }
}

fn first() -> Drivers {
    let option = |(id, labels): &(&str, [(&str, &str); 3])| Driver {
        id: (*id).to_owned(),
        labels: Labels::of(labels),
    };
    let options = FIRST.iter().map(option).collect();
    Drivers { options, shuffle: true, classes: Class::ALL.to_vec() }
}

fn classes(survey: &Survey) -> &[Class] {
    survey.drivers.as_ref().map_or(&[], |drivers| drivers.classes.as_slice())
}

fn with(survey: &mut Survey, change: impl FnOnce(&mut Drivers)) {
    if let Some(drivers) = &mut survey.drivers {
        change(drivers);
    }
}

#[component]
fn List(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let count = Memo::new(move |_| {
        studio.survey.with(|survey| survey.drivers.as_ref().map_or(0, |all| all.options.len()))
    });
    let add = move |_| {
        let language = preview.language.get_untracked();
        studio
            .change("drivers.options", |survey| with(survey, |drivers| add_to(drivers, &language)));
    };
    view! {
        <div class="field reason-list" role="group" aria-label=tr("Reasons")>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <Row preview=preview index=index count=count.into()/>
            </For>
            <button id="add-reason" type="button" class="button small"
                disabled=move || { count.get() >= MOST_DRIVERS } on:click=add>
                <Icon name="plus"/>{tr("Add a reason")}
            </button>
            <Flaw path="drivers"/>
        </div>
    }
}

/// A new reason with the first free name.
fn add_to(drivers: &mut Drivers, language: &str) {
    let is_free = |id: &String| !drivers.options.iter().any(|option| option.id == *id);
    let number = drivers.options.len() + 1;
    let id = (number..).map(|number| format!("reason-{number}")).find(is_free).unwrap_or_default();
    let text = trf("Reason {n}", &[("n", &number.to_string())]);
    drivers.options.push(Driver { id, labels: Labels::of(&[(language, &text)]) });
}

/// One reason: its label, its id in the answers, and a button that removes it.
#[component]
fn Row(preview: PreviewState, index: usize, count: Signal<usize>) -> impl IntoView {
    let studio = Studio::here();
    let read = move |get: fn(&Driver, &str) -> String, language: &str| {
        studio.survey.with(|survey| {
            let drivers = survey.drivers.as_ref();
            let option = drivers.and_then(|drivers| drivers.options.get(index));
            option.map(|option| get(option, language)).unwrap_or_default()
        })
    };
    let change = move |field: &str, set: &dyn Fn(&mut Driver)| {
        studio.change(&format!("drivers.options.{index}.{field}"), |survey| {
            with(survey, |drivers| drivers.options.get_mut(index).into_iter().for_each(set));
        });
    };
    let set_label = move |text: String| {
        let language = preview.language.get_untracked();
        change("labels", &|option| {
            option.labels = form::with_label(&option.labels, &language, &text);
        });
    };
    let take_away = move |_| {
        studio.change("drivers.options", |survey| {
            with(survey, |drivers| drop(drivers.options.remove(index)));
        });
    };
    let number = (index + 1).to_string();
    let name = trf("Reason {n}", &[("n", &number)]);
    view! {
        <div class="reason">
            <input id=format!("reason-{index}") type="text" maxlength="80" aria-label=name.clone()
                lang=move || preview.language.get() dir="auto"
                placeholder=move || read(|option, language| option.labels.best(language, "en").to_owned(), &preview.language.get())
                prop:value=move || read(|option, language| form::label(&option.labels, language), &preview.language.get())
                on:input:target=move |event| set_label(event.target().value())/>
            <input id=format!("reason-id-{index}") type="text" class="code" maxlength="40" spellcheck="false"
                aria-label=format!("{name}: {}", tr("ID in the answers"))
                prop:value=move || read(|option, _| option.id.clone(), "")
                on:change:target=move |event| {
                    let id = form::id_from(&event.target().value());
                    change("id", &|option| option.id.clone_from(&id));
                }/>
            <button type="button" class="round" aria-label=format!("{}: {name}", tr("Remove"))
                disabled=move || { count.get() <= 2 } on:click=take_away><Icon name="cross"/></button>
        </div>
    }
}

//! Whom the survey is for: a share of the visitors, and conditions on what the site knows of them.

use crate::pages::design::model::form;
use crate::parts::{Flaw, Icon, Number, Section, Text};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::{Condition, Survey, Test};

/// The section.
#[component]
pub fn AudienceFields() -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || studio.survey.with(summary));
    view! {
        <Section id="section-audience" title=tr("Audience") summary=summary>
            <Number path="sampling.percent" label=tr("Share of the visitors who are asked") unit="%" max=100
                hint=tr("Each visitor is sampled once, at random.")
                get=|survey| u32::from(survey.sampling.percent)
                set=|survey, percent| survey.sampling.percent = percent as u8/>
            <Text path="sampling.wave" label=tr("Wave") code=true
                hint=tr("A different name samples different visitors.")
                get=|survey| survey.sampling.wave.clone()
                set=|survey, wave| survey.sampling.wave = wave/>
            <Conditions/>
        </Section>
    }
}

fn summary(survey: &Survey) -> String {
    let percent = survey.sampling.percent.to_string();
    match (survey.sampling.percent, survey.targeting.len()) {
        (100, 0) => tr("Everybody").to_owned(),
        (_, 0) => trf("{n} % of the visitors", &[("n", &percent)]),
        (_, count) => {
            trf("{n} %, {count} conditions", &[("n", &percent), ("count", &count.to_string())])
        }
    }
}

#[component]
fn Conditions() -> impl IntoView {
    let studio = Studio::here();
    let count = Memo::new(move |_| studio.survey.with(|survey| survey.targeting.len()));
    let add = move |_| {
        studio.change("targeting", |survey| {
            let test = Test::Is(vec!["pro".to_owned()]);
            survey.targeting.push(Condition { name: "plan".to_owned(), test });
        });
    };
    view! {
        <div class="field" role="group" aria-label=tr("Conditions")>
            <h3>{tr("Conditions")}</h3>
            <p class="hint">{tr("From what the page passes with outoften('identify', …) or data-traits. All must be true.")}</p>
            <For each=move || 0..count.get() key=|index| *index let:index><Row index=index/></For>
            <button id="add-condition" type="button" class="button small"
                disabled=move || { count.get() >= 20 } on:click=add>
                <Icon name="plus"/>{tr("Add a condition")}
            </button>
            <Flaw path="targeting"/>
        </div>
    }
}

#[component]
fn Row(index: usize) -> impl IntoView {
    let studio = Studio::here();
    let read = move |get: fn(&Condition) -> String| {
        studio.survey.with(|survey| survey.targeting.get(index).map(get).unwrap_or_default())
    };
    let change = move |set: &dyn Fn(&mut Condition)| {
        studio.change(&format!("targeting.{index}"), |survey| {
            survey.targeting.get_mut(index).into_iter().for_each(set);
        });
    };
    let kind = move || read(|condition| form::test_name(&condition.test).to_owned());
    let set_test = move |name: String, value: String| {
        change(&|condition| condition.test = form::test_of(&name, &value));
    };
    let value = move || read(|condition| form::test_value(&condition.test));
    let option = move |(name, words): (&'static str, &'static str)| {
        view! { <option value=name selected=move || kind() == name>{words}</option> }
    };
    let kinds = [
        ("is", tr("is one of")),
        ("not", tr("is none of")),
        ("at_least", tr("is at least")),
        ("at_most", tr("is at most")),
    ];
    let number = (index + 1).to_string();
    let name = trf("Condition {n}", &[("n", &number)]);
    view! {
        <div class="condition" role="group" aria-label=name.clone()>
            <input id=format!("trait-{index}") type="text" class="code" maxlength="64" spellcheck="false"
                aria-label=tr("Trait") prop:value=move || read(|condition| condition.name.clone())
                on:input:target=move |event| {
                    let name = event.target().value();
                    change(&|condition| condition.name.clone_from(&name));
                }/>
            <select aria-label=tr("Comparison")
                on:change:target=move |event| set_test(event.target().value(), value())>
                {kinds.map(option).collect_view()}
            </select>
            <input id=format!("trait-value-{index}") type="text" class="code" spellcheck="false"
                aria-label=tr("Values, with commas between") prop:value=value
                on:change:target=move |event| set_test(kind(), event.target().value())/>
            <button type="button" class="round" aria-label=format!("{}: {name}", tr("Remove"))
                on:click=move |_| studio.change("targeting", |survey| drop(survey.targeting.remove(index)))>
                <Icon name="cross"/>
            </button>
        </div>
    }
}

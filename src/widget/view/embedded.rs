//! A card that stands where a Leptos application writes it.

use super::frame::{Root, RootProps};
use super::{Context, ElementNode, element};
use crate::widget::host::{self, Host};
use crate::widget::state::{self, Asks, Effect, Input, Step};
use crate::widget::{answer, clock, delivery, eligibility, js_value, random};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use outoften_core::fatigue::EventKind;
use outoften_core::survey::{Mode, Survey};
use outoften_core::time::Utc;
use outoften_core::wire::Response;
use std::rc::Rc;
use std::sync::Arc;

/// What a display needs besides its context.
struct Embedded {
    host: Host,
    shown_at: Utc,
    on_answer: Option<Callback<Response>>,
}

/// A host element with the card in its shadow root. Empty where the browser refuses.
pub(super) fn card(
    survey: Arc<Survey>,
    lang: Option<&str>,
    on_answer: Option<Callback<Response>>,
) -> ElementNode {
    let node = element(host::ELEMENT);
    let stood = node.dom().map(|element| Host::within(element, &survey.brand));
    let host = match stood {
        Some(Ok(host)) => host,
        Some(Err(_)) => {
            host::warn("this browser refused the card");
            return node;
        }
        None => return node,
    };
    let embedded = Rc::new(Embedded { host, shown_at: clock::now(), on_answer });
    let context = context(&embedded, survey, lang);
    // Without storage the visitor cannot be remembered; the application has decided to ask.
    drop(eligibility::record(&context.survey, EventKind::Shown, &context.id));
    let mut card = Root(RootProps { context });
    card.mount(&embedded.host.root, None);
    match embedded.host.appear() {
        Ok(()) => node.keep(card).keep(embedded),
        Err(_) => node,
    }
}

fn context(embedded: &Rc<Embedded>, survey: Arc<Survey>, lang: Option<&str>) -> Context {
    let display = Rc::clone(embedded);
    let context = Context {
        state: ArcRwSignal::new(state::Card::asking(Asks::of(&survey))),
        wording: Arc::new(survey.wording_by(lang.as_slice(), &js_value::likely)),
        survey,
        id: random::display_id(embedded.shown_at),
        key: random::display_id(embedded.shown_at),
        take: Arc::new(|_| ()),
        mode: Mode::Inline,
    };
    let shared = context.clone();
    // The handler holds elements, which stay on this thread; its handle may cross threads.
    let handler = StoredValue::new_local(move |input| display.take(&shared, input));
    let take = move |input| handler.try_with_value(|take| take(input)).unwrap_or_default();
    Context { take: Arc::new(take), ..context }
}

impl Embedded {
    fn take(self: &Rc<Self>, context: &Context, input: Input) {
        let had_focus = self.host.has_focus();
        let before = context.step();
        let effects = context.state.try_update(|card| card.take(input)).unwrap_or_default();
        for effect in effects {
            match effect {
                Effect::Record(event) => {
                    drop(eligibility::record(&context.survey, event, &context.id))
                }
                Effect::Deliver(revision) => self.deliver(context, revision),
                Effect::Focus(part) => self.bring(part),
                Effect::Remove => self.host.hide(had_focus),
            }
        }
        if context.step() == Step::Thanked && before != Step::Thanked {
            self.host.announce(context.thanks());
        }
    }

    /// Once the application has run the effects that make it.
    fn bring(self: &Rc<Self>, part: &'static str) {
        let display = Rc::clone(self);
        clock::after(0, Box::new(move || display.host.focus(part))).forget();
    }

    fn deliver(&self, context: &Context, revision: state::Revision) {
        let response = answer::of(context, revision, clock::now() - self.shown_at);
        if let Some(endpoint) = &context.survey.endpoint {
            delivery::send(endpoint, response.to_json());
        }
        if let Some(on_answer) = self.on_answer {
            on_answer.run(response);
        }
    }
}

//! [`Card`], the component that draws a survey: in the shipped widget, in the Studio's preview, and
//! in any other Leptos application.

use super::embedded;
use super::frame::{Root, RootProps};
use super::{Context, ElementNode};
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use outoften_core::survey::Survey;
use outoften_core::wire::Response;
use std::sync::Arc;

/// A survey's card.
///
/// It stands where it is written, in an `<out-of-ten>` element with a shadow root of its own, so its
/// styles and those of the page never meet. Revisions of the answer go to the survey's `endpoint`,
/// if it names one, and to `on_answer`. The display counts for the fatigue rule as any other:
/// [`may_ask`](crate::may_ask) tells whether the visitor is due.
///
/// ```no_run
/// use leptos::prelude::*;
/// use outoften::core::survey::Survey;
/// use outoften::{Card, may_ask};
///
/// #[component]
/// fn Thanks(survey: Survey) -> impl IntoView {
///     view! {
///         <h1>"Thank you for your order"</h1>
///         {may_ask(&survey).then(|| view! { <Card survey=survey lang="de" /> })}
///     }
/// }
/// ```
///
/// On a server it renders as a placeholder; the browser puts the card there.
#[component]
pub fn Card<S: CardSource>(
    /// What it asks and how it looks.
    survey: S,
    /// The language of its texts; by default the survey's own.
    #[prop(optional, into)]
    lang: Option<String>,
    /// Receives each revision of the answer: the score first, then the score with the comment.
    #[prop(optional, into)]
    on_answer: Option<Callback<Response>>,
) -> impl IntoView {
    CardView { survey, lang, on_answer }
}

/// What a card is drawn from: a survey, or a display that the widget's session or the Studio keeps.
/// Which one is known when the program is compiled, so the shipped widget carries only its own.
pub trait CardSource: Send + 'static {
    /// Builds the card's elements.
    fn draw(self, lang: Option<String>, on_answer: Option<Callback<Response>>) -> ElementNode;
}

impl CardSource for Survey {
    fn draw(self, lang: Option<String>, on_answer: Option<Callback<Response>>) -> ElementNode {
        embedded::card(Arc::new(self), lang.as_deref(), on_answer)
    }
}

/// Drawn without a host element: the session and the Studio have their own.
impl CardSource for Context {
    fn draw(self, _: Option<String>, _: Option<Callback<Response>>) -> ElementNode {
        Root(RootProps { context: self })
    }
}

/// A card that is not built yet. It holds no element, so it may cross threads, which Leptos asks of
/// every view.
struct CardView<S> {
    survey: S,
    lang: Option<String>,
    on_answer: Option<Callback<Response>>,
}

impl<S: CardSource> Render for CardView<S> {
    type State = ElementNode;

    fn build(self) -> ElementNode {
        self.survey.draw(self.lang, self.on_answer)
    }

    fn rebuild(self, old: &mut ElementNode) {
        self.build().rebuild(old);
    }
}

impl<S: CardSource> AddAnyAttr for CardView<S> {
    type Output<NewAttr: Attribute> = Self;

    /// The element inside takes no attributes from outside.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr> {
        self
    }
}

/// Only an application that renders on a server or hydrates reaches this; the shipped widget does not.
impl<S: CardSource> RenderHtml for CardView<S> {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = <() as RenderHtml>::MIN_LENGTH;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        RenderHtml::to_html_with_buf((), html, position, escape, mark_branches, attributes);
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> ElementNode {
        let placeholder = RenderHtml::hydrate::<FROM_SERVER>((), cursor, position);
        let mut card = self.build();
        placeholder.insert_before_this(&mut card);
        card
    }

    fn into_owned(self) -> Self {
        self
    }
}

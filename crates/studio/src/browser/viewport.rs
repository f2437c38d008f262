//! The width of the window: on a phone a chart is drawn for its width instead of being shrunk.

use leptos::ev;
use leptos::prelude::*;

/// Narrower windows have charts of their own width.
const NARROW_PX: f64 = 720.0;
/// What takes width beside a chart: the margins of the page and of its box.
const BESIDE_PX: f64 = 66.0;
/// Widths are rounded to this, so that a chart is not redrawn for every pixel.
const STEP_PX: f64 = 20.0;

/// The width of a chart in a narrow window, in pixels; none where there is room.
pub fn narrow_width() -> Memo<Option<f64>> {
    let width = RwSignal::new(inner_width());
    drop(window_event_listener(ev::resize, move |_| width.set(inner_width())));
    Memo::new(move |_| chart_width(width.get()))
}

fn inner_width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).unwrap_or(NARROW_PX)
}

fn chart_width(inner: f64) -> Option<f64> {
    let fits = ((inner - BESIDE_PX) / STEP_PX).floor() * STEP_PX;
    (inner < NARROW_PX).then_some(fits.max(200.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_has_charts_of_its_width() {
        assert_eq!(chart_width(1280.0), None);
        assert_eq!(chart_width(375.0), Some(300.0));
        assert_eq!(chart_width(320.0), Some(240.0));
        assert_eq!(chart_width(10.0), Some(200.0));
    }
}

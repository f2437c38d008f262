//! The stage: the real card in the window of each device, paths, conditions, a story, a picture.

use serde_json::json;

use crate::harness::Desk;

/// The card in the phone's window, once it is there.
pub const PHONE: &str = "document.querySelector('#frame-phone iframe')?.contentDocument\
    ?.querySelector('out-of-ten')?.shadowRoot";

/// The Design page with the card in its frames.
async fn stage() -> Desk {
    let desk = Desk::at("#/design").await;
    stands(&desk).await;
    desk
}

async fn stands(desk: &Desk) {
    desk.browser.until(&format!("{PHONE}?.querySelector('.card, .edge')")).await;
    desk.rests().await;
}

/// How the card stands in a device's window: its kind, and its distances from the window's edges.
async fn standing(desk: &Desk, device: &str) -> (String, [f64; 4]) {
    let root = format!(
        "document.querySelector('#frame-{device} iframe').contentDocument.querySelector('out-of-ten').shadowRoot"
    );
    // The card arrives from below.
    desk.browser
        .until(&format!("!{root}.getAnimations().some(motion => motion.playState === 'running')"))
        .await;
    let script = "const frame = document.querySelector(`#frame-${arguments[0]} iframe`);\
        const host = frame.contentDocument.querySelector('out-of-ten');\
        const box = host.shadowRoot.querySelector('.card, .edge').getBoundingClientRect();\
        const [width, height] = [frame.contentWindow.innerWidth, frame.contentWindow.innerHeight];\
        return [host.dataset.at, box.top, width - box.right, height - box.bottom, box.left]";
    let found = desk.browser.run_with(script, vec![json!(device)]).await;
    let side = |at: usize| found[at].as_f64().unwrap().round();
    (found[0].as_str().unwrap().to_owned(), [side(1), side(2), side(3), side(4)])
}

/// Chooses how the card stands.
async fn place(desk: &Desk, mode: &str, position: &str) {
    let document = json!({"id": "acme", "display": {"mode": mode, "position": position}});
    let keep = "localStorage.setItem('oot:studio:draft', arguments[0])";
    desk.browser.run_with(keep, vec![json!(document.to_string())]).await;
    desk.open("#/design").await;
    stands(desk).await;
}

#[tokio::test]
async fn a_popup_stands_in_each_of_its_six_places_in_every_window() {
    let desk = stage().await;
    for position in
        ["bottom-right", "bottom-left", "bottom-center", "top-right", "top-left", "top-center"]
    {
        place(&desk, "popup", position).await;
        for (device, near) in [("phone", 8.0), ("desktop", 16.0)] {
            let (at, [top, right, bottom, left]) = standing(&desk, device).await;
            assert_eq!(at, position);
            let away = if position.starts_with("top") { top } else { bottom };
            assert!(away <= 16.0, "{device} {position}: {away} px from its edge");
            let sides = match position.rsplit('-').next().unwrap() {
                "right" => right == near,
                "left" => left == near,
                _ => (left - right).abs() <= 1.0,
            };
            assert!(sides, "{device} {position}: {left} left, {right} right");
        }
    }
}

#[tokio::test]
async fn modal_bar_and_inline_card_stand_as_on_a_site() {
    let desk = stage().await;
    place(&desk, "modal", "bottom-right").await;
    let modal = format!("return {PHONE}.querySelector('dialog').matches(':modal')");
    assert_eq!(desk.browser.run(&modal).await, true);
    for device in ["phone", "desktop"] {
        let (_, [top, right, bottom, left]) = standing(&desk, device).await;
        assert!((top - bottom).abs() <= 1.0 && (left - right).abs() <= 1.0, "{device}");
    }
    for (position, edge) in [("top-center", 0), ("bottom-center", 2)] {
        place(&desk, "bar", position).await;
        let (_, sides) = standing(&desk, "desktop").await;
        assert_eq!((sides[edge], sides[1], sides[3]), (0.0, 0.0, 0.0), "{position}");
    }
    place(&desk, "inline", "bottom-right").await;
    let parent = format!("return {PHONE}.host.parentElement.className");
    assert_eq!(desk.browser.run(&parent).await, "here");
    assert_eq!(desk.browser.run("return scrollY").await, 0, "only the frame's page scrolls");
    desk.is_well().await;
}

#[tokio::test]
async fn the_button_on_the_edge_opens_the_card_and_starting_over_brings_it_back() {
    let desk = stage().await;
    place(&desk, "button", "bottom-left").await;
    let (at, sides) = standing(&desk, "phone").await;
    assert_eq!((at.as_str(), sides[3]), ("edge-left", 0.0));
    desk.browser.run(&format!("{PHONE}.querySelector('.edge').click()")).await;
    desk.browser.until(&format!("{PHONE}?.querySelector('.card')")).await;
    desk.browser.until(&format!("{PHONE}?.activeElement?.type === 'radio'")).await;
    // The other window belongs to somebody else.
    assert_eq!(standing(&desk, "desktop").await.0, "edge-left");
    desk.press("start-over").await;
    desk.browser.until(&format!("{PHONE}?.querySelector('.edge')")).await;
}

#[tokio::test]
async fn a_modal_card_takes_no_letter_from_the_panel() {
    let desk = stage().await;
    place(&desk, "modal", "bottom-right").await;
    let begin =
        "const field = document.getElementById('field-brand.name'); field.focus(); field.select()";
    desk.browser.run(begin).await;
    desk.browser.type_text("Thistle & Fen").await;
    desk.browser.until(&format!("{PHONE}?.textContent.includes('Thistle & Fen')")).await;
    assert_eq!(desk.value("field-brand.name").await, "Thistle & Fen");
    assert_eq!(desk.browser.run("return document.activeElement.id").await, "field-brand.name");
    let modal = format!("return {PHONE}.querySelector('dialog').matches(':modal')");
    assert_eq!(desk.browser.run(&modal).await, true);
}

#[tokio::test]
async fn what_is_done_in_the_card_goes_into_the_story() {
    let desk = stage().await;
    assert_eq!(desk.browser.run("return document.querySelectorAll('.meeting').length").await, 0);
    desk.browser.run(&format!("{PHONE}.querySelector('.close').click()")).await;
    desk.browser.until("document.querySelectorAll('.meeting.dismissed').length === 1").await;
    let after_closing = desk.text("#story-next").await;
    desk.press("story-opted_out").await;
    desk.browser.until("document.querySelectorAll('.meeting').length === 2").await;
    assert_ne!(desk.text("#story-next").await, after_closing);
    assert!(desk.text("#story-next").await.contains("never"));
}

#[tokio::test]
async fn the_frames_follow_device_language_and_theme() {
    let desk = Desk::at("#/design").await;
    desk.press("devices-tablet").await;
    let tablet = "document.querySelector('#frame-tablet iframe')?.contentDocument";
    desk.browser.until(&format!("{tablet}?.querySelector('out-of-ten')")).await;
    let width = "return document.querySelector('#frame-tablet iframe').contentWindow.innerWidth";
    assert_eq!(desk.browser.run(width).await, 768);
    assert_eq!(desk.browser.run("return document.querySelectorAll('.device').length").await, 1);
    desk.press("rtl").await;
    desk.browser.until(&format!("{tablet}.documentElement.dir === 'rtl'")).await;
    let root = format!("{tablet}.querySelector('out-of-ten')?.shadowRoot.querySelector('.root')");
    desk.browser.until(&format!("{root}?.lang === 'ar' && {root}.dir === 'rtl'")).await;
    desk.press("dark-tablet").await;
    desk.browser.until(&format!("{root}?.dataset.theme === 'dark'")).await;
    desk.browser.until(&format!("{tablet}.querySelector('.shop.night')")).await;
}

#[tokio::test]
async fn system_colours_and_less_motion_change_the_card() {
    let desk = stage().await;
    let surface = format!(
        "return getComputedStyle({PHONE}.querySelector('.send, .scale, .card')).backgroundColor"
    );
    let before = desk.browser.run(&surface).await;
    desk.press("dark-phone").await;
    desk.press("system-colors").await;
    let text =
        format!("{PHONE} && getComputedStyle({PHONE}.querySelector('.card')).boxShadow === 'none'");
    desk.browser.until(&text).await;
    assert_ne!(desk.browser.run(&surface).await, before);
    // The page under the card too, and the Studio says what this is.
    let ground =
        "document.querySelector('#frame-phone iframe').contentDocument.querySelector('.shop')";
    let same = format!("getComputedStyle({ground}).backgroundColor === 'rgb(32, 32, 32)'");
    desk.browser.until(&same).await;
    let chosen =
        format!("getComputedStyle({PHONE}.querySelector('input:checked + .face')).backgroundColor");
    desk.press("path-promoter").await;
    desk.browser
        .until(&format!(
            "{PHONE}?.querySelector('input:checked') && {chosen} === 'rgb(142, 227, 240)'"
        ))
        .await;
    assert!(desk.text("#stage-note").await.starts_with("Nearly as in forced colours"));
    let motion =
        format!("{PHONE} && getComputedStyle({PHONE}.querySelector('.card')).animationName");
    desk.press("start-over").await;
    desk.browser.until(&format!("({motion}) === 'arrive'")).await;
    desk.press("still").await;
    desk.press("start-over").await;
    desk.browser.until(&format!("({motion}) === 'none'")).await;
}

#[tokio::test]
async fn the_hostile_page_leaves_the_card_as_it_is() {
    let desk = stage().await;
    let look = format!(
        "const style = getComputedStyle({PHONE}.querySelector('.question'));\
         return [style.fontFamily, style.letterSpacing, style.textTransform, style.color,\
         style.lineHeight, style.float, getComputedStyle({PHONE}.host).opacity].join()"
    );
    let before = (desk.browser.run(&look).await, standing(&desk, "phone").await);
    desk.press("ground-loud").await;
    let shouts = "document.querySelector('#frame-phone iframe').contentDocument.querySelector('.shop-bar b')";
    desk.browser.until(&format!("getComputedStyle({shouts}).textTransform === 'uppercase'")).await;
    assert_eq!((desk.browser.run(&look).await, standing(&desk, "phone").await), before);
}

#[tokio::test]
async fn a_picture_of_the_card_is_a_png_with_something_on_it() {
    let desk = stage().await;
    desk.press("photo").await;
    let (name, bytes) = desk.saved().await;
    assert_eq!(name, "card.png");
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    // A drawing without the card would be one flat surface, a few hundred bytes.
    assert!(bytes.len() > 8_000, "{} bytes", bytes.len());
    desk.is_well().await;
}

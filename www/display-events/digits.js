/*
 * Digits choose: 0 to 9, and a 1 with a 0 soon after it is 10. As an arrow key does, it sends nothing. What it
 * is not: it takes no key outside the scale, and none of an input method's. Loaded with `display-events.js`.
 */

/** So long after a 1, a 0 makes it 10. */
const TEN_MS = 600;

/** Hears the digits in the scale of a card. */
export function hearDigits(card) {
  let oneAt = -TEN_MS;
  card.addEventListener('keydown', (event) => {
    const { key, timeStamp, target } = event;
    const scale = target.closest('.pick');
    if (!scale || !/^\d$/.test(key) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    const radio = scale.querySelector('[value="' + (key === '0' && timeStamp - oneAt < TEN_MS ? 10 : key) + '"]');
    oneAt = key === '1' ? timeStamp : -TEN_MS;
    if (!radio) return;
    radio.click();
    radio.focus();
  });
}

/*
 * Where an element is. What it is not: a module that is served; `moment.js` and `counts.js` each hold
 * it.
 */

/** Whether any of an element lies inside the window. */
export function isOnScreen(element) {
  const { top, left, bottom, right, width, height } = element.getBoundingClientRect();
  return width * height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

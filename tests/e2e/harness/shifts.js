// What of the page moves without its visitor's doing, each with the elements that moved.
(function () {
  const moved = [];
  const name = (node) => node && node.localName
    ? [node.localName, node.id && '#' + node.id, node.className && '.' + node.className].join('')
    : 'something that is gone';
  const place = (box) => [box.x, box.y, box.width, box.height].map(Math.round).join(' ');
  const note = (shifts) => {
    for (const shift of shifts) {
      if (shift.hadRecentInput) continue;
      const sources = shift.sources.map((source) =>
        `${name(source.node)} from ${place(source.previousRect)} to ${place(source.currentRect)}`);
      moved.push(`${shift.value} at ${Math.round(shift.startTime)} ms: ${sources.join(', ')}`);
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  const frame = () => new Promise(requestAnimationFrame);
  // A shift is known after the frame that it happened in.
  window.shifts = async () => {
    await frame();
    await frame();
    note(observer.takeRecords());
    return moved;
  };
  // Once the page itself stands still: what moved until then was the page's own doing.
  window.forgetShifts = async () => {
    await document.fonts.ready;
    let before;
    do before = moved.length; while ((await window.shifts()).length > before);
    moved.length = 0;
  };
})();

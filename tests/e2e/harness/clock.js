// The visitor's clock, moved.
(function () {
  const Real = Date;
  const now = () => Real.now() + (SHIFT_MS);
  function Moved(...parts) {
    const moved = parts.length ? new Real(...parts) : new Real(now());
    return new.target ? moved : moved.toString();
  }
  Moved.prototype = Real.prototype;
  Object.assign(Moved, { now, parse: Real.parse, UTC: Real.UTC });
  window.Date = Moved;
})();

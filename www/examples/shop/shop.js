// The shop's own script. It knows nothing of the card, apart from the last button, which is for
// people who try the card more than once.
(function () {
  'use strict';
  var count = document.getElementById('count');
  var said = document.getElementById('said');

  document.querySelector('.shelf-of-teas').addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    count.textContent = Number(count.textContent) + 1;
    said.textContent = button.dataset.tea + ' is in the basket';
  });

  document.getElementById('subscribe').addEventListener('submit', function (event) {
    event.preventDefault();
    said.textContent = 'Thank you, the next letter is yours';
    event.target.reset();
  });

  document.getElementById('forget').addEventListener('click', function () {
    Object.keys(localStorage).forEach(function (name) {
      if (name.indexOf('oot:') === 0) localStorage.removeItem(name);
    });
    location.reload();
  });
})();

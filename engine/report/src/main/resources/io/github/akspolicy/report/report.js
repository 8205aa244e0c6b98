'use strict';
(function () {
  var form = document.getElementById('filters');
  var shown = document.getElementById('shown');
  var findings = Array.prototype.slice.call(document.querySelectorAll('.finding'));
  if (form) {
    form.hidden = false;
    var words = findings.map(function (one) { return one.textContent.toLowerCase(); });
    var value = function (id) {
      var field = document.getElementById(id);
      return field ? field.value : '';
    };
    var checked = function (id) {
      var box = document.getElementById(id);
      return Boolean(box && box.checked);
    };
    var has = function (positions, wanted) { return !wanted || positions.split(' ').indexOf(wanted) >= 0; };
    var apply = function () {
      var severities = {};
      form.querySelectorAll('input[name=severity]').forEach(function (box) { severities[box.value] = box.checked; });
      var terms = value('q').toLowerCase().split(/\s+/).filter(Boolean);
      var group = value('group');
      var environment = value('environment');
      var source = value('source');
      var owner = value('owner');
      var failing = checked('failing');
      var onlyNew = checked('new');
      var count = 0;
      findings.forEach(function (one, index) {
        var fits = severities[one.dataset.severity]
          && (!group || one.dataset.group === group)
          && has(one.dataset.environment, environment)
          && has(one.dataset.source, source)
          && has(one.dataset.owner, owner)
          && (!onlyNew || one.dataset.new === 'true')
          && (!failing || one.dataset.fails === 'true')
          && terms.every(function (term) { return words[index].indexOf(term) >= 0; });
        one.hidden = !fits;
        if (fits) { count++; }
      });
      shown.textContent = count === findings.length
        ? count + (count === 1 ? ' finding' : ' findings') : count + ' of ' + findings.length + ' findings shown';
    };
    form.addEventListener('input', apply);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('reset', function () { setTimeout(apply, 0); });
    document.addEventListener('keydown', function (event) {
      if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        document.getElementById('q').focus();
      }
    });
    apply();
  }
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.filter.call(document.querySelectorAll('details'), function (one) { return !one.open; });
    opened.forEach(function (one) { one.open = true; });
  });
  window.addEventListener('afterprint', function () { opened.forEach(function (one) { one.open = false; }); });
})();

// Looks at the page as a checker of accessibility does; the title holds what it found.
document.querySelectorAll('details').forEach(function (one) { one.open = true; });
var numbers = function (color) { return color.match(/[0-9.]+/g).map(Number); };
var light = function (color) {
  var part = color.slice(0, 3).map(function (c) { c /= 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); });
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2]; };
var behind = function (element) {
  for (var e = element; e; e = e.parentElement) {
    var color = numbers(getComputedStyle(e).backgroundColor);
    if (color.length < 4 || color[3] > 0) { return color; } }
  return [255, 255, 255]; };
var weak = [];
var seen = 0;
document.querySelectorAll('body *:not(svg *)').forEach(function (element) {
  var own = Array.prototype.some.call(element.childNodes, function (node) { return node.nodeType === 3 && node.data.trim(); });
  if (!own || !element.getClientRects().length || element.closest('.skip, script, legend')) { return; }
  var one = light(numbers(getComputedStyle(element).color)), other = light(behind(element));
  var ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  seen++;
  if (ratio < 4.5) { weak.push(element.tagName + '.' + element.className + ' ' + ratio.toFixed(1)); } });
var levels = Array.prototype.map.call(document.querySelectorAll('h1,h2,h3,h4'), function (h) { return Number(h.tagName[1]); });
var jumps = levels.filter(function (level, i) { return level > (i ? levels[i - 1] : 0) + 1; }).length;
var nameless = Array.prototype.filter.call(document.querySelectorAll('nav,form,section,pre'), function (e) {
  return !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby'); }).length;
document.title = [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', seen > 20, jumps, nameless, weak.filter(function (x, i) { return weak.indexOf(x) === i; }).join(', ')].join('|');

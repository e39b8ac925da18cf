/* The page for webmasters: a press copies the line. Without a script, it is marked and copied by hand. */
(function () {
  "use strict";
  var status = document.getElementById("status");

  function copy(button, area) {
    var word = button.firstChild; // before the hidden name of what is copied
    var before = button.dataset.word = button.dataset.word || word.data;
    function tell(words) {
      word.data = words;
      status.textContent = words;
      setTimeout(function () { word.data = before; status.textContent = ""; }, 4000);
    }
    function done() { tell(button.dataset.done); }
    function refused() { // the older way; and where that is denied, too, the line is marked
      var copied = false;
      area.focus();
      area.select();
      try { copied = document.execCommand("copy"); } catch (e) { /* told below */ }
      if (!copied) return tell(button.dataset.refused);
      button.focus();
      done();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(area.value).then(done, refused);
    else refused();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy]");
    if (button) copy(button, document.getElementById(button.dataset.copy));
  });
})();

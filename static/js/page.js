/* What the page does better with a script; without one, all of it works by plain forms.
   Nothing typed is sent anywhere but to this site's own answers, and nothing is kept but in this tab's
   session storage. No global name is made. */
(function () {
  "use strict";
  var form = document.getElementById("draft");
  if (!window.htmx) return; // too old for htmx: the plain page is there
  document.documentElement.classList.add("js");

  function ofCount(ctx) { // the number that is fetched for itself, while something else may be going on
    return !!ctx && /\/count(\?|$)/.test(ctx.request.action);
  }
  document.addEventListener("htmx:after:swap", function (event) {
    if (ofCount(event.detail.ctx)) return;
    var report = document.getElementById("report");
    if (report && document.activeElement === document.body && reporting) report.focus();
    reporting = false;
  });
  var reporting = false;
  document.addEventListener("htmx:before:request", function (event) {
    if (ofCount(event.detail.ctx)) return;
    var source = event.detail.ctx.sourceElement;
    reporting = !!(source && source.closest && source.closest("#report"));
  });
  if (!form) return;

  var key = "appeal:" + form.dataset.campaign;
  var problem = document.getElementById("problem");
  var typed = 0; // grows with each change, so that an answer knows whether it is still true
  var answered = 0;
  var restored = false;
  var waiting = null; // a link that was pressed before its words were up to date

  /* Drafts survive a reload. */
  function stored() {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch (e) { return null; }
  }
  function store() {
    try { sessionStorage.setItem(key, JSON.stringify(Array.from(new FormData(form)))); } catch (e) { /* blocked */ }
  }
  function restore(entries) {
    var names = {};
    entries.forEach(function (entry) { (names[entry[0]] = names[entry[0]] || []).push(entry[1]); });
    form.querySelectorAll("[name=to]").forEach(function (box) {
      box.checked = (names.to || []).indexOf(box.value) >= 0;
    });
    Object.keys(names).forEach(function (name) {
      if (name === "to" || name === "page") return;
      var field = form.elements[name];
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        form.append(field);
        field.className = "restored";
      }
      if (field.tagName) field.value = names[name][0];
    });
    form.elements.shown.value = "restored"; // asks for the sheet anew
    restored = true;
    changed();
  }
  function changed() {
    typed += 1;
    htmx.trigger(form, "revise");
  }
  function say(id) {
    problem.replaceChildren(document.getElementById(id).content.cloneNode(true));
  }

  /* A letter in another script wants its font before it is shown. */
  form.addEventListener("focusin", function (event) {
    var plain = document.documentElement.classList.contains("no-serif"); // no typeface of ours is wanted
    if (event.target.id !== "letter-language" || !document.fonts || plain) return;
    document.fonts.forEach(function (face) {
      face.load().catch(function () { /* the reader's own serif will do */ });
    });
  });

  /* The sheet is as long as the letter. */
  var grows = window.CSS && CSS.supports && CSS.supports("field-sizing", "content");
  function fit() {
    if (grows) return;
    form.querySelectorAll(".sheet textarea").forEach(function (area) {
      area.style.blockSize = "auto";
      area.style.blockSize = area.scrollHeight + 2 + "px";
    });
  }

  form.addEventListener("input", function () { typed += 1; store(); fit(); sign(); });
  function sign() {
    document.getElementById("signature").textContent = form.elements.sender_name.value;
  }
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("input:not([type=checkbox]), textarea[rows='1']")) event.preventDefault();
  });

  function ofDraft(ctx) { // the element that asked may be gone by now
    return /\/letter(\?|$)/.test(ctx.request.action);
  }

  /* An answer that comes after more was typed must not take those words away. */
  document.addEventListener("htmx:config:request", function (event) {
    event.detail.ctx.typed = typed;
  });
  document.addEventListener("htmx:before:swap", function (event) {
    var detail = event.detail;
    if (ofCount(detail.ctx)) { // no answer, no number: the link stands as before
      if (detail.ctx.text.indexOf('hx-target="#count"') < 0) event.preventDefault();
      return;
    }
    if (detail.ctx.text.indexOf("<hx-partial") < 0) { // not from us: a proxy's word about a server out of reach
      event.preventDefault();
      waiting = null;
      say("words-offline");
      return;
    }
    if (detail.ctx.typed === typed || !ofDraft(detail.ctx)) return;
    var sheet = (detail.tasks || []).some(function (task) { return task.target && task.target.id === "letter"; });
    if (sheet) {
      event.preventDefault();
      htmx.trigger(form, "revise");
    }
  });
  document.addEventListener("htmx:after:swap", function (event) {
    var ctx = event.detail.ctx;
    if (!ofDraft(ctx)) return;
    form.querySelectorAll(".restored").forEach(function (field) { field.remove(); });
    answered = ctx.typed;
    form.querySelectorAll(".problem-slot").forEach(function (slot) { // mark the fields whose problem is told
      var field = document.getElementById(slot.id.replace(/-problem$/, ""));
      if (field && slot.textContent.trim()) field.setAttribute("aria-invalid", "true");
      else if (field) field.removeAttribute("aria-invalid");
    });
    if (restored) say("words-restored");
    restored = false;
    if (typed > 0) store();
    fit();
    if (waiting && answered === typed) {
      var link = document.getElementById(waiting);
      waiting = null;
      if (link) link.click();
    }
  });
  document.addEventListener("htmx:error", function (event) {
    if (ofCount(event.detail.ctx)) return;
    waiting = null;
    say("words-offline");
  });

  document.addEventListener("click", function (event) {
    var language = event.target.closest("button[data-page]");
    if (language && typed === 0) { // nothing to take along: a plain address can be kept and passed on
      event.preventDefault();
      location.assign(language.dataset.page);
      return;
    }
    var link = event.target.closest("[data-mail], [data-copy]");
    if (!link) return;
    if (answered !== typed) { // the link is older than the words: fetch it first, then open it
      event.preventDefault();
      waiting = link.id;
      htmx.trigger(form, "revise");
    } else if (link.dataset.copy) {
      copy(link);
    }
  });

  function copy(button) {
    var areas = button.dataset.copy.split(" ").map(function (id) { return document.getElementById(id); });
    var text = areas.map(function (area) { return area.value; }).join("\n\n");
    var last = areas[areas.length - 1];
    var before = button.dataset.words = button.dataset.words || button.innerHTML;
    function tell(words) {
      button.textContent = words;
      document.getElementById("status").textContent = words;
      setTimeout(function () { if (button.textContent === words) button.innerHTML = before; }, 4000);
    }
    function done() { tell(button.dataset.done); }
    function refused() { // the older way; and where that is denied, too, the text is marked
      var around = last.closest("details");
      var hidden = document.createElement("textarea");
      var copied = false;
      if (around) around.open = true;
      hidden.value = text;
      last.after(hidden);
      hidden.select();
      try { copied = document.execCommand("copy"); } catch (e) { /* told below */ }
      hidden.remove();
      if (copied) { button.focus(); return done(); }
      last.focus();
      last.select();
      tell(button.dataset.refused);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, refused);
    else refused();
  }

  setTimeout(function () { // htmx begins to listen in a timeout of its own, set before this one
    var draft = stored();
    if (form.dataset.posted) { // a reload must not post again; the draft is in this tab
      typed = answered = 1;
      store();
      if (stored()) history.replaceState(null, "", form.dataset.page + location.hash);
    }
    else if (draft) restore(draft);
    fit();
  });
})();

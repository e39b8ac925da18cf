/* Urgent Appeal: a frame where a link of class "urgent-appeal" stands. How and why: docs/embedding.md */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || script.tagName !== "SCRIPT") script = document.querySelector("script[src*='/embed.js']"); // an image may bear that name
  if (!script || !window.MutationObserver) return; // too old: the links are good enough
  var home = script.src.replace(/\/(static\/js\/)?embed\.js([?#].*)?$/, "");
  var origin = new URL(home).origin;
  var tokens = ["partner", "scheme", "accent", "accent-dark", "corners", "face"];
  var frames = [];
  var warned;

  function style(element, name, value) {
    // not by an attribute: a strict policy refuses those
    element.style.setProperty(name, value, "important");
  }

  function show(one, framed) {
    style(one.frame, "display", framed ? "block" : "none");
    if (framed) style(one.link, "display", "none");
    else one.link.style.cssText = one.css;
  }

  function end(one) {
    show(one);
    one.frame.remove();
    frames.splice(frames.indexOf(one), 1);
  }

  function refused(one) {
    if (one.answered || frames.indexOf(one) < 0) return;
    end(one);
    if (!warned)
      console.warn(
        "urgent-appeal: " +
          one.page +
          " cannot be framed by " +
          location.origin +
          ", so its link stands. Allow script-src and frame-src " +
          origin +
          " in this site's policy, and ask the campaign to list this site as a partner. " +
          one.page +
          "/embed tells more."
      );
    warned = 1;
  }

  function upgrade(link) {
    if (typeof link.href !== "string") return; // in a drawing
    var parts = link.href.split("#")[0].split("?");
    var path = parts[0].slice(home.length).replace(/\/$/, "");
    if (link.appeal || parts[0].indexOf(home + "/") || !/^\/[^/]+\/[^/]+$/.test(path)) return;
    link.appeal = 1; // by this script, or by its other copy on the page
    var query = parts.slice(1);
    tokens.forEach(function (name) {
      var value = link.getAttribute("data-" + name);
      if (value) query.push(name + "=" + encodeURIComponent(value.replace("#", "")));
    });
    var frame = document.createElement("iframe");
    var one = { link: link, frame: frame, css: link.style.cssText, page: home + path };
    frame.title = link.textContent.trim() || link.title || one.page;
    frame.setAttribute("loading", "lazy");
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    style(frame, "all", "unset");
    style(frame, "width", "100%");
    style(frame, "min-width", "0");
    style(frame, "height", "600px");
    frame.onload = function () {
      if (frame.contentWindow) frame.contentWindow.postMessage({ appeal: 1, type: "hello" }, origin);
      clearTimeout(one.wait);
      one.wait = setTimeout(refused, 5000, one);
    };
    frame.src = home + "/embed" + path + (query.length ? "?" + query.join("&") : "");
    frames.push(one);
    show(one, 1);
    link.parentNode.insertBefore(frame, link.nextSibling);
  }

  function look() {
    frames.slice().forEach(function (one) {
      var there = document.contains(one.link);
      if (!there || !document.contains(one.frame)) end(one);
      if (!there) one.link.appeal = 0; // it may come back
    });
    if (document.readyState !== "loading")
      [].forEach.call(document.querySelectorAll("a.urgent-appeal"), upgrade);
  }

  addEventListener("message", function (event) {
    var data = event.data;
    if (event.origin !== origin || !event.source || !data || data.appeal !== 1) return;
    frames.forEach(function (one) {
      if (event.source !== one.frame.contentWindow) return;
      var height = data.height;
      if (data.type === "height" && typeof height === "number" && height >= 0 && height <= 20000) {
        one.answered = 1;
        if (height) style(one.frame, "height", Math.ceil(height) + "px"); // 0: it is not displayed now
      }
      if (data.type === "recorded")
        one.link.dispatchEvent(new CustomEvent("urgent-appeal:recorded", { bubbles: true }));
    });
  });
  document.addEventListener("securitypolicyviolation", function (event) {
    if (
      event.disposition === "enforce" &&
      /^(frame|child|default)-src/.test(event.effectiveDirective) &&
      (event.blockedURI + "/").indexOf(origin + "/") === 0
    )
      frames.slice().forEach(refused);
  });
  addEventListener("beforeprint", function () {
    frames.forEach(function (one) {
      show(one);
    });
  });
  addEventListener("afterprint", function () {
    frames.forEach(function (one) {
      show(one, 1);
    });
  });
  document.addEventListener("DOMContentLoaded", look);
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
})();

// <redress-chat>: the chat on any website. One script line, one element; see docs/embedding.md.
import { RedressChat } from "./element";

// Where a browser is too old for it, the element stays what the page wrote into it: a link to the form.
const isAble = "adoptedStyleSheets" in Document.prototype && typeof HTMLDialogElement === "function";

if (isAble && !customElements.get("redress-chat")) {
  const script = document.currentScript as HTMLScriptElement | null;
  RedressChat.origin = new URL(script?.src ?? window.location.href).origin;
  customElements.define("redress-chat", RedressChat);
}

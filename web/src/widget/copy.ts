// A copy of what was said, to keep: a text file, made in the browser.
import type { Message } from "./api";
import type { Words } from "./words";

/** The talk as plain text, with times. */
export function transcript(messages: Message[], reference: string | null, office: string, words: Words): string {
  const head = [words.of("copy_title", { office }), words.of("copy_on", { time: moment(new Date(), words) })];
  if (reference) {
    head.push(words.of("reference", { reference }));
  }
  const said = messages.map((message) => {
    const who = words.of(message.sender === "person" ? "you" : "us");
    return `${who}${message.at ? ` (${moment(new Date(message.at), words)})` : ""}:\n${message.text.trim()}`;
  });
  return `${[head.join("\n"), ...said].join("\n\n")}\n`;
}

/** Gives a text to the person as a file. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text.replace(/\n/g, "\r\n")], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  [link.href, link.download] = [address, name];
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function moment(at: Date, words: Words): string {
  return at.toLocaleString(words.locale, { dateStyle: "long", timeStyle: "short" });
}

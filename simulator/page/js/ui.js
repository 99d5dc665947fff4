// The few things every part of the page needs: markup as template strings, and class names from facts.

import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);

/** Joins class names; objects contribute the names whose value is true. */
export function classes(...parts) {
  return parts
    .flatMap((part) => (typeof part === "object" && part ? Object.keys(part).filter((name) => part[name]) : part || []))
    .join(" ");
}

/** Whether the step to be done next is about this button. */
export const isPointed = (button, words = []) => words.some((one) => button.text.includes(one));

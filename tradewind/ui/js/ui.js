/* Everything here makes working HTML nicer; nothing is the only way to do a thing. */
import htmx from "htmx.org";
import "./combo-box.js";
import "./copy-text.js";
import "./dialogs.js";
import "./gallery.js";
import "./look.js";
import "./menus.js";
import "./install.js";
import "./offline.js";
import "./quantity-stepper.js";
import "./toast-stack.js";
import "./toasts-in-sheets.js";
import "./waiting.js";

window.htmx = htmx;

import "../htmx.js";
import autosave from "../behaviours/autosave.js";
import copy from "../behaviours/copy.js";
import dialog from "../behaviours/dialog.js";
import focus from "../behaviours/focus.js";
import menu from "../behaviours/menu.js";
import reveal from "../behaviours/reveal.js";
import theme from "../behaviours/theme.js";
import thread from "../behaviours/thread.js";
import { behaviour, startPage } from "../start.js";

const everywhere = { autosave, copy, dialog, focus, menu, reveal, theme, thread };
for (const [name, start] of Object.entries(everywhere)) behaviour(name, start);
startPage();

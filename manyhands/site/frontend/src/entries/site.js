import "../htmx.js";
import copy from "../behaviours/copy.js";
import dialog from "../behaviours/dialog.js";
import menu from "../behaviours/menu.js";
import theme from "../behaviours/theme.js";
import thread from "../behaviours/thread.js";
import { behaviour, startPage } from "../start.js";

behaviour("copy", copy);
behaviour("dialog", dialog);
behaviour("menu", menu);
behaviour("theme", theme);
behaviour("thread", thread);
startPage();

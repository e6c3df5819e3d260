// One module a page needs; each part finds its own attributes and does nothing where there are none.
import { start as choices } from "./choices.js";
import { start as dialogs } from "./dialog.js";
import { start as guard } from "./guard.js";
import { start as keys } from "./keys.js";
import { start as palette } from "./palette.js";
import { start as table } from "./table.js";
import { start as theme } from "./themeswitch.js";
import { start as toasts } from "./toast.js";

for (const start of [theme, dialogs, toasts, palette, table, choices, guard, keys]) start();
document.documentElement.dataset.ready = "yes";

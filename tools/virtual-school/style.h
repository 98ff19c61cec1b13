#pragma once
/* style: assets/web/style.css, built into the program. */

/* NUL-terminated. */
const char *style_text(void);

#pragma once
/* init_template: the firstbell.conf that `init` writes: valid as it stands, commented, to be filled in. */
extern const char init_template[];

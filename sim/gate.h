#pragma once
/* gate: the desk's network switch. The program's own connect() stands in front of the C library's, so that libcurl,
 * unchanged, meets a network that is down. */
#include <stdbool.h>

/* Down: new connections are refused (ENETUNREACH) and those there are break off. */
void gate_set(bool up);
bool gate_is_up(void);
/* Connections made so far are not the kiosk's (a display's, by ssh): the switch leaves them alone. */
void gate_spare_open(void);

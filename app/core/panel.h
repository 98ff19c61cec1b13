#pragma once
/* panel: how a kiosk's screen is set up (formats: [screen]). */
#include "core/lamp.h"
#include "core/turn.h"

enum theme { THEME_NORMAL, THEME_CONTRAST, THEME_COUNT };

struct panel {
	enum turn turn;
	enum theme theme;
	bool calm; /* nothing moves, and sounds are soft */
	struct lamp_rule lamp;
};

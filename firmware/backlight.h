#pragma once
/* backlight: the panel's lamp, by the kernel's folder of it (Documentation/ABI/stable/sysfs-class-backlight). */
#include "hal/hal.h"

struct backlight {
	int brightness; /* descriptor of that file; -1: there is no lamp that can be set */
	int most;
	bool missed; /* it was said that there is none */
};

/* The first lamp in `folder` (/sys/class/backlight) by name, made as bright as it can be: it may have been left dark. */
void backlight_open(struct backlight *backlight, const char *folder);
/* Leaves it full: whoever comes next wants to see. */
void backlight_close(struct backlight *backlight);
/* Without a lamp nothing happens; the first time that it is missed, the log says so. */
void backlight_set(struct backlight *backlight, enum hal_light light);

#include "tools/virtual-school/style.h"

/* The path is from the root, where the build runs. */
__asm__(".section .rodata\n"
	"style_css:\n"
	".incbin \"assets/web/style.css\"\n"
	".byte 0\n"
	".previous\n");

extern const char style_css[] __attribute__((visibility("hidden")));

const char *style_text(void)
{
	return style_css;
}

/* What comes from outside as text: escaping, forms, file names, kiosk names; and the slowing down of guesses. */
#include "tools/virtual-school/account.h"
#include "tools/virtual-school/device.h"
#include "tools/virtual-school/form.h"
#include "tools/virtual-school/html.h"
#include "tools/virtual-school/registry.h"
#include "tools/virtual-school/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define REPLACED "\xef\xbf\xbd"

static void text_comes_out_escaped(void **state)
{
	static const struct {
		const char *sentence, *in, *out;
	} rows[] = {
		{"plain text stays", "T\xc5\xb7 Coed", "T\xc5\xb7 Coed"},
		{"markup is text", "<script>", "&lt;script&gt;"},
		{"an ampersand is text", "a & b", "a &amp; b"},
		{"quotes cannot end an attribute", "\"x'", "&quot;x&#39;"},
		{"a control character is shown as strange", "a\x01\x1b\x7f",
		 "a" REPLACED REPLACED REPLACED},
		{"a line break cannot end a line", "a\nb", "a" REPLACED "b"},
		{"a lone continuation byte", "\x80", REPLACED},
		{"a lead byte at the end", "a\xc3", "a" REPLACED},
		{"an overlong slash", "\xc0\xaf", REPLACED REPLACED},
		{"a surrogate", "\xed\xa0\x80", REPLACED REPLACED REPLACED},
		{"four bytes", "\xf0\x9f\x94\x94", "\xf0\x9f\x94\x94"},
		{"beyond Unicode", "\xf4\x90\x80\x80", REPLACED REPLACED REPLACED REPLACED},
		{"a lead byte cannot swallow markup", "\xe2<b>", REPLACED "&lt;b&gt;"},
		{"per cent signs mean nothing in text", "%s%n%d", "%s%n%d"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct html html = {0};

		html_print(&html, "%s", rows[i].in);
		if (strcmp(html.text ? html.text : "", rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].sentence, html.text);
		html_release(&html);
	}
}

static void markup_and_numbers_come_out_as_they_are(void **state)
{
	struct html html = {0};

	(void)state;
	html_print(&html, "<td width=\"100%%\">%d</td>%lld", -12, 9000000000LL);
	assert_string_equal(html.text, "<td width=\"100%\">-12</td>9000000000");
	html_release(&html);
}

static void forms_are_taken_apart_strictly(void **state)
{
	static const struct {
		const char *sentence, *body, *value; /* value NULL: refused */
	} rows[] = {
		{"a field", "a=1&name=sam&b=2", "sam"},
		{"an empty field", "name=", ""},
		{"plus is a space", "name=a+b", "a b"},
		{"percent signs", "name=%41%c3%a9%2B", "A\xc3\xa9+"},
		{"not there", "a=1&names=2", NULL},
		{"no equals sign", "name", NULL},
		{"twice", "name=a&name=b", NULL},
		{"half an escape", "name=%4", NULL},
		{"not hex", "name=%zz", NULL},
		{"a NUL inside", "name=a%00b", NULL},
		{"too long", "name=123456789012345678901234567890123", NULL},
		{"just fits", "name=1234567890123456789012345678901",
		 "1234567890123456789012345678901"},
		{"a name within a value", "a=name=b", NULL},
		{"many ampersands", "&&&name=x&&", "x"},
		{"nothing", "", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char out[32] = "";
		bool found =
			form_field(rows[i].body, strlen(rows[i].body), "name", out, sizeof(out));

		if (found != (rows[i].value != NULL) || (found && strcmp(out, rows[i].value) != 0))
			fail_msg("%s: %s", rows[i].sentence, out);
	}
}

static void names_that_become_paths_are_plain(void **state)
{
	static const struct {
		const char *name;
		bool authority, kiosk;
	} rows[] = {
		{"838", true, true},
		{"front-door", true, true},
		{"a.b_c", false, true},
		{"", false, false},
		{"../x", false, false},
		{"a/b", false, false},
		{"a b", false, false},
		{"<b>", false, false},
		{"01234567890", true, true},
		{"012345678901", false, true},
		{"0123456789012345678901234567890", false, true},
		{"01234567890123456789012345678901", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (registry_id_valid(rows[i].name) != rows[i].authority ||
		    device_kiosk_valid(rows[i].name) != rows[i].kiosk)
			fail_msg("\"%s\"", rows[i].name);
	assert_true(account_username_valid("sam.okafor@dorset.example"));
	assert_false(account_username_valid("sam okafor"));
	assert_false(account_username_valid("<i>"));
	assert_false(account_username_valid(""));
}

static void guesses_slow_down_and_nobody_is_locked_out(void **state)
{
	static struct throttle throttle;
	int64_t now_ms = 1000000, longest = 0;

	(void)state;
	memset(&throttle, 0, sizeof(throttle));
	for (int i = 0; i < THROTTLE_FREE; i++) {
		assert_int_equal(
			throttle_wait_ms(&throttle, "sam", THROTTLE_ACCOUNT_MAX_MS, now_ms), 0);
		throttle_failure(&throttle, "sam", now_ms);
	}
	for (int i = 0; i < 5000; i++) {
		int64_t wait = throttle_wait_ms(&throttle, "sam", THROTTLE_ACCOUNT_MAX_MS, now_ms);

		assert_true(wait > 0 && wait >= longest && wait <= THROTTLE_ACCOUNT_MAX_MS);
		longest = wait;
		throttle_failure(&throttle, "sam", now_ms);
	}
	assert_int_equal(longest, THROTTLE_ACCOUNT_MAX_MS);
	assert_int_equal(throttle_wait_ms(&throttle, "sam", THROTTLE_ACCOUNT_MAX_MS,
					  now_ms + THROTTLE_ACCOUNT_MAX_MS),
			 0);
	assert_int_equal(throttle_wait_ms(&throttle, "mair", THROTTLE_ACCOUNT_MAX_MS, now_ms), 0);
	throttle_success(&throttle, "sam");
	assert_int_equal(throttle_wait_ms(&throttle, "sam", THROTTLE_ACCOUNT_MAX_MS, now_ms), 0);
}

static void failures_of_long_ago_are_forgotten(void **state)
{
	static struct throttle throttle;
	int64_t now_ms = 1000000;

	(void)state;
	memset(&throttle, 0, sizeof(throttle));
	for (int i = 0; i < 20; i++)
		throttle_failure(&throttle, "sam", now_ms);
	now_ms += THROTTLE_FORGET_MS + 1;
	throttle_failure(&throttle, "sam", now_ms);
	assert_int_equal(throttle_wait_ms(&throttle, "sam", THROTTLE_ADDRESS_MAX_MS, now_ms), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_comes_out_escaped),
		cmocka_unit_test(markup_and_numbers_come_out_as_they_are),
		cmocka_unit_test(forms_are_taken_apart_strictly),
		cmocka_unit_test(names_that_become_paths_are_plain),
		cmocka_unit_test(guesses_slow_down_and_nobody_is_locked_out),
		cmocka_unit_test(failures_of_long_ago_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

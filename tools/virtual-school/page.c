#include "tools/virtual-school/page_parts.h"

void page_begin(struct html *html, const char *title)
{
	html_print(html,
		   "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"robots\" content=\"noindex\">\n"
		   "<title>%s \xc2\xb7 Firstbell</title>\n"
		   "<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
		   "<a class=\"skip\" href=\"#main\">Skip to the main part</a>\n",
		   title);
}

void page_end(struct html *html)
{
	html_print(html, "</main>\n</body>\n</html>\n");
}

/* A page with one card in its middle. */
static void begin_card(struct html *html, const char *title)
{
	page_begin(html, title);
	html_print(html,
		   "<main id=\"main\" class=\"card\">\n"
		   "<p class=\"brand\"><span class=\"bell\" "
		   "aria-hidden=\"true\"></span>Firstbell</p>\n"
		   "<h1>%s</h1>\n",
		   title);
}

void page_sign_in(struct html *html, const char *complaint)
{
	begin_card(html, "Virtual school sign-in");
	if (complaint)
		html_print(html, "<p class=\"complaint\" id=\"complaint\" role=\"alert\">%s</p>\n",
			   complaint);
	html_print(html, "<form method=\"post\" action=\"/sign-in\">\n");
	html_print(html,
		   "<label for=\"username\">User name</label>\n"
		   "<input id=\"username\" name=\"username\" autocomplete=\"username\""
		   " autocapitalize=\"none\" spellcheck=\"false\" required maxlength=\"63\">\n"
		   "<label for=\"password\">Password</label>\n"
		   "<input id=\"password\" name=\"password\" type=\"password\""
		   " autocomplete=\"current-password\" required maxlength=\"256\">\n"
		   "<button type=\"submit\">Sign in</button>\n</form>\n");
	page_end(html);
}

void page_message(struct html *html, const char *heading, const char *words)
{
	begin_card(html, heading);
	html_print(html, "<p>%s</p>\n<p><a href=\"/\">Go to the inbox</a></p>\n", words);
	page_end(html);
}

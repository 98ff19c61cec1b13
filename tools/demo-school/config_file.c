#include "config_file.h"

static const char head[] = "[school]\n"
			   "name = T\xc5\xb7 Coed School\n"
			   "number = 838/4123\n"
			   "nation = england\n"
			   "timezone = Europe/London\n"
			   "language = en\n"
			   "afternoon = carried\n"
			   "[kiosk]\n"
			   "id = front-door\n"
			   "site_kiosks = front-door\n"
			   "reader = libnfc\n"
			   "[session AM]\n"
			   "opens = 08:30\n"
			   "starts = 08:50\n"
			   "closes = 09:20\n"
			   "flag_after_min = 10\n"
			   "[session PM]\n"
			   "opens = 12:40\n"
			   "starts = 13:10\n"
			   "closes = 13:25\n"
			   "flag_after_min = 10\n";

void config_file_write(const struct demo *demo, FILE *file)
{
	static const struct {
		const char *id, *name, *explained_too;
		const char *telephone; /* of the numbers kept for drama (Ofcom), or NULL */
	} authorities[] = {{"835", "Dorset Virtual School", "yes", "01632 960835"},
			   {"838", "Blackmore Virtual School", "no", "01632 960838"},
			   {"681", "Ysgol Rithwir Cwm Hafod", "yes", NULL}};
	fputs(head, file);
	for (size_t i = 0; i < COUNT_OF(authorities); i++) {
		const char *id = authorities[i].id;
		fprintf(file, "[authority %s]\nname = %s\nurl = %s\n", id, authorities[i].name,
			demo->options.url);
		fprintf(file, "ca = %s-ca.pem\ncert = %s-kiosk.pem\nkey = %s-kiosk.key\n", id, id,
			id);
		fprintf(file, "explained_too = %s\n", authorities[i].explained_too);
		if (authorities[i].telephone)
			fprintf(file, "telephone = %s\n", authorities[i].telephone);
	}
}

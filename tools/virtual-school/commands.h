#pragma once
/* commands: what can be asked on the command line. Each returns the program's exit: 0 done, 1 refused or failed,
 * 2 usage. `argv` begins behind the command's own words. */

int command_init(const char *folder, int argc, char *const *argv);
int command_renew(const char *folder, int argc, char *const *argv);
int command_kiosk_add(const char *folder, int argc, char *const *argv);
int command_kiosk_list(const char *folder, int argc, char *const *argv);
int command_kiosk_revoke(const char *folder, int argc, char *const *argv);
int command_officer_add(const char *folder, int argc, char *const *argv);
int command_officer_password(const char *folder, int argc, char *const *argv);
int command_serve(const char *folder, int argc, char *const *argv);
int command_export(const char *folder, int argc, char *const *argv);

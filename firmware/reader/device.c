#include "firmware/reader/device.h"

#include "firmware/reader/port_lock.h"
#include "firmware/reader/target.h"

#include <nfc/nfc.h>
#include <stdlib.h>
#include <string.h>

#define LOCK_DIRECTORY "/run/lock"
/* More than libnfc's own frames of one select take. */
#define STACK_WIPED 16384

struct device {
	int lock;
	nfc_context *context;
	nfc_device *nfc;
	int result;
	uint8_t wipe;
};

static enum err lock_port(struct device *device, const char *connection)
{
	struct port_lock lock;

	if (!port_lock_for(connection, LOCK_DIRECTORY, &lock))
		return ERR_IO;
	return port_lock_open(&lock, &device->lock);
}

static enum err open_nfc(struct device *device, const char *connection)
{
	nfc_init(&device->context);
	if (!device->context)
		return ERR_NO_MEMORY;
	device->nfc = nfc_open(device->context, connection[0] ? connection : NULL);
	if (!device->nfc || nfc_initiator_init(device->nfc) != 0)
		return ERR_IO;
	/* With libnfc's default a select without a card waits for ever and times out after 350 ms. */
	if (nfc_device_set_property_bool(device->nfc, NP_INFINITE_SELECT, false) != 0)
		return ERR_IO;
	/* The UID is all we want: without RATS a card answers sooner and needs no deselect. */
	if (nfc_device_set_property_bool(device->nfc, NP_AUTO_ISO14443_4, false) != 0)
		return ERR_IO;
	return OK;
}

enum err device_open(struct device **out, const char *connection)
{
	struct device *device = calloc(1, sizeof *device);

	if (!device)
		return ERR_NO_MEMORY;
	device->lock = -1;
	enum err err = lock_port(device, connection);
	if (err == OK)
		err = open_nfc(device, connection);
	if (err != OK) {
		device_close(device);
		return err;
	}
	*out = device;
	return OK;
}

void device_close(struct device *device)
{
	if (!device)
		return;
	if (device->nfc)
		nfc_close(device->nfc);
	if (device->context)
		nfc_exit(device->context);
	port_lock_close(device->lock);
	free(device);
}

/* libnfc 1.8.0 decodes an answer cut short together with what lay on the stack, which may be the card before.
 * Filled anew each time, two such reads are never equal. */
static __attribute__((noinline)) void wipe_stack(uint8_t fill)
{
	volatile uint8_t below[STACK_WIPED];

	for (size_t i = 0; i < sizeof below; i++)
		below[i] = fill;
}

enum reading device_read(struct device *device, struct card *out)
{
	static const nfc_modulation type_a = {.nmt = NMT_ISO14443A, .nbr = NBR_106};
	nfc_target target;

	memset(&target, 0, sizeof target);
	wipe_stack(device->wipe++);
	device->result = nfc_initiator_select_passive_target(device->nfc, type_a, NULL, 0, &target);
	if (device->result < 0)
		return READING_ERROR;
	if (device->result == 0)
		return READING_NONE;
	return target_card(&target.nti.nai, out) ? READING_CARD : READING_ERROR;
}

const char *device_trouble(const struct device *device)
{
	switch (device->result) {
	case NFC_ETIMEOUT: return "it does not answer";
	case NFC_EIO: return "it is unplugged or its answers are broken";
	default: return device->result < 0 ? "it reports an error" : "its answers make no sense";
	}
}

#pragma once
/* target: what libnfc says it found, checked before it is believed. */
#include "core/base.h"
#include <nfc/nfc-types.h>

/* False when the answer cannot be a card of ISO 14443-3: a UID not of 4, 7 or 10 bytes, an ATQA of zero, or one
 * that does not announce so long a UID (bit 7: 7 bytes, bit 8: 10; two cards at once show the bits of both). libnfc
 * 1.8.0 passes on what a sick reader made up, and what lay on its stack. */
bool target_card(const nfc_iso14443a_info *info, struct card *out);

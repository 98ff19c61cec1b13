#include "firmware/reader/target.h"

#include <string.h>

#define ATQA_DOUBLE 0x40
#define ATQA_TRIPLE 0x80

bool target_card(const nfc_iso14443a_info *info, struct card *out)
{
	uint8_t size_bits = info->abtAtqa[1];

	if (info->abtAtqa[0] == 0 && size_bits == 0)
		return false;
	switch (info->szUidLen) {
	case 4: break;
	case 7:
		if (!(size_bits & ATQA_DOUBLE))
			return false;
		break;
	case 10:
		if (!(size_bits & ATQA_TRIPLE))
			return false;
		break;
	default: return false;
	}
	*out = (struct card){.length = (uint8_t)info->szUidLen};
	memcpy(out->bytes, info->abtUid, info->szUidLen);
	return true;
}

#include "care_told.h"

bool care_told_on(const struct config *config, const struct care *care, int32_t day)
{
	const struct config_authority *authority = config_find_authority(config, care->authority);
	return care_holds(care, authority ? authority->cohorts : COHORTS_LOOKED_AFTER, day);
}

bool care_told_from(const struct config *config, const struct care *care, int32_t today)
{
	int32_t day = care->from_day > today ? care->from_day : today;
	return care->to_day >= today && care_told_on(config, care, day);
}

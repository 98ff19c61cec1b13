#pragma once
/* upn: the unique pupil number: 13 characters, the first of which checks the rest. */
#include "core/base.h"

#define UPN_SIZE 14

enum upn_fault {
	UPN_GOOD,
	UPN_LENGTH,    /* not 13 characters */
	UPN_CHARACTER, /* a letter where a digit belongs, or I, O, S */
	UPN_LETTER     /* the check letter does not fit the rest */
};
/* `expected` gets the letter that the other twelve ask for (UPN_GOOD, UPN_LETTER), else '?'. Permanent numbers are a
 * letter and 12 digits, temporary ones a letter, 11 digits and a letter (DfE, UPN guide: check letter = sum of value
 * times position for positions 2 to 13, modulo 23). Upper case only. */
enum upn_fault upn_check(const char *upn, char *expected);
/* The check letter of twelve characters (positions 2 to 13); '?' when they are not of a UPN. */
char upn_letter(const char *twelve);
/* Is the number at positions 2 to 4 one of an authority we have heard of? Published lists are incomplete: an unknown
 * one is worth a warning and no more. */
bool upn_authority_known(const char *upn);

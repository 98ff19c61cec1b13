#include "core/sha1.h"

#include <string.h>

#define BLOCK 64

static uint32_t rotate(uint32_t value, unsigned bits)
{
	return value << bits | value >> (32 - bits);
}

static uint32_t word_at(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

/* RFC 3174 section 5: f and K of each round of twenty steps. */
static uint32_t mix(int step, uint32_t b, uint32_t c, uint32_t d)
{
	if (step < 20)
		return ((b & c) | (~b & d)) + 0x5A827999;
	if (step < 40)
		return (b ^ c ^ d) + 0x6ED9EBA1;
	if (step < 60)
		return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
	return (b ^ c ^ d) + 0xCA62C1D6;
}

static void take_block(uint32_t state[5], const uint8_t *block)
{
	uint32_t w[80];
	for (int t = 0; t < 16; t++)
		w[t] = word_at(block + 4 * t);
	for (int t = 16; t < 80; t++)
		w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
	for (int t = 0; t < 80; t++) {
		uint32_t next = rotate(a, 5) + mix(t, b, c, d) + e + w[t];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

/* What is left of the message, a 1 bit, zeros, and the length in bits: one block or two. */
static void take_end(uint32_t state[5], const uint8_t *rest, size_t rest_size, uint64_t size)
{
	uint8_t end[2 * BLOCK] = {0};
	memcpy(end, rest, rest_size);
	end[rest_size] = 0x80;
	size_t length = rest_size < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	for (int i = 0; i < 8; i++)
		end[length - 1 - (size_t)i] = (uint8_t)(size * 8 >> 8 * i);
	for (size_t at = 0; at < length; at += BLOCK)
		take_block(state, end + at);
}

void sha1(const void *data, size_t size, uint8_t out[SHA1_SIZE])
{
	uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	const uint8_t *bytes = data;
	size_t at = 0;
	for (; size - at >= BLOCK; at += BLOCK)
		take_block(state, bytes + at);
	take_end(state, bytes + at, size - at, size);
	for (int i = 0; i < SHA1_SIZE; i++)
		out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

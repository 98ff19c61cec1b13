/* A main for a fuzz target without libFuzzer: runs it once over each file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t input[1 << 20];

static int run(FILE *file)
{
	if (!file)
		return 1;
	size_t size = fread(input, 1, sizeof(input), file);
	return LLVMFuzzerTestOneInput(input, size);
}

int main(int argc, char **argv)
{
	int failed = argc < 2 ? run(stdin) : 0;
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rbe");
		failed |= run(file);
		if (file)
			fclose(file);
	}
	return failed;
}

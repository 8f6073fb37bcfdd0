// The one door to libpng. Its errors leave by longjmp, which must never cross a Swift frame: each function here runs
// a whole picture and catches the jump itself. No state is shared, so any thread may call at any time.

#ifndef TESSERA_CPNG_H
#define TESSERA_CPNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CPNG_OK = 0, CPNG_TRUNCATED, CPNG_CORRUPT, CPNG_TOO_LARGE, CPNG_NO_MEMORY };

/// The most pixels that are read: 2^28, 16384 x 16384.
enum { CPNG_MOST_PIXELS = 1 << 28 };

/// One text chunk. The key is Latin-1, the value UTF-8 (iTXt) or Latin-1 (tEXt, zTXt); both end in NUL.
typedef struct {
    char *key;
    char *value;
    bool utf8;
} cpng_text;

/// What is in a file: grey (1 channel) or RGB (3), 8 bits, sRGB; alpha apart, NULL where the file has none.
/// All pointers are malloc'ed; width and height are set for CPNG_TOO_LARGE and CPNG_NO_MEMORY too.
typedef struct {
    uint32_t width, height;
    int channels;
    uint8_t *pixels;
    uint8_t *alpha;
    cpng_text *texts;
    size_t text_count;
} cpng_picture;

/// Reads a PNG from memory. Whatever it returns, `picture` is valid for cpng_free, and `message` (of `capacity`
/// bytes) holds libpng's own words where it is CPNG_CORRUPT.
int cpng_read(const uint8_t *bytes, size_t count, cpng_picture *picture, char *message, size_t capacity);
void cpng_free(cpng_picture *picture);

/// Writes 8-bit grey or RGB rows as a PNG into `*out`, malloc'ed, NULL on failure.
/// `texts` holds `text_count` records: a byte that is 1 for UTF-8, the key and the value, each ending in NUL.
int cpng_write(uint32_t width, uint32_t height, int channels, bool linear, const uint8_t *pixels,
               const char *texts, size_t text_count, uint8_t **out, size_t *out_count,
               char *message, size_t capacity);

#endif
